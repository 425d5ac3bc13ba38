// What is said beforehand of a change of type: rows that do not fit, what is lost, and how values are read.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const thing = (value: EntitySchemaColumnOptions) => [
  entity("thing", { value }),
];
const id = "7f6c1b9e-7a55-4b4e-9d8e-0c8f1c1f0001";
const states = { type: "enum", enum: ["aa", "b"] } as const;

describe("what a change of type does to values is said", () => {
  const none: readonly unknown[] = [];
  for (const [from, to, values, message] of [
    [{ type: "uuid" }, { type: "varchar", length: 8 }, [id], 1],
    [{ type: "uuid" }, { type: "varchar", length: 36 }, [id], undefined],
    [{ type: "boolean" }, { type: "char", length: 1 }, [true], 1],
    [states, { type: "varchar", length: 1 }, ["aa", "b"], 1],
    [{ type: "int" }, { type: "varchar", length: 2 }, [1, 100], 1],
    [{ type: "date" }, { type: "varchar", length: 4 }, ["2024-05-06"], 1],
    [{ type: "jsonb" }, { type: "varchar", length: 3 }, [{ a: 1 }, 1], 1],
    [{ type: "text" }, states, ["aa", "zz", "AA", "b"], 2],
    [{ type: "varchar", length: 9 }, states, ["aa", "b "], 1],
    [{ type: "char", length: 4 }, states, ["aa", "b", "c"], 1],
    [{ type: "jsonb" }, { type: "int" }, [5, { a: 1 }, 3e10], 2],
    [
      { type: "jsonb" },
      { type: "numeric", precision: 3, scale: 1 },
      [5, 99.94, 99.95],
      1,
    ],
    [{ type: "jsonb" }, { type: "boolean" }, [true, 1], 1],
    [{ type: "double precision" }, { type: "int" }, [3e10, 1.5, "NaN"], 2],
    [
      { type: "double precision" },
      { type: "numeric", precision: 5, scale: 1 },
      [9999.94, 9999.96, "NaN"],
      1,
    ],
    [
      { type: "int" },
      { type: "numeric", precision: 3, scale: 1 },
      [99, -100],
      1,
    ],
    [
      { type: "jsonb" },
      { type: "int" },
      none,
      "loses data: digits after the point",
    ],
    [
      { type: "text" },
      { type: "tsvector" },
      none,
      "loses data: the order of words, and repeated ones",
    ],
    [
      { type: "double precision" },
      { type: "numeric", precision: 5, scale: 1 },
      none,
      "loses data: digits beyond the 1st after the point",
    ],
    [{ type: "date" }, { type: "timestamptz" }, none, /^reads times in the/],
    [
      { type: "timestamp" },
      { type: "timestamptz" },
      none,
      /^reads times in the TimeZone/,
    ],
    [{ type: "inet" }, { type: "varchar" }, none, /netmask/],
    [{ type: "bytea" }, { type: "text" }, none, /hexadecimal/],
  ] as const)
    it(`${from.type} to ${to.type}: ${String(message)}`, () =>
      onDatabase(
        {
          from: thing(from),
          rows: {
            thing: values.map((value, position) => ({ id: position, value })),
          },
        },
        async (url) => {
          const { hazards } = await check(dataSourceOf(url, thing(to)));
          const messages = hazards.map((hazard) => hazard.message);
          const fails = messages.filter((said) =>
            said.startsWith("fails on values that do not fit"),
          );
          if (message === undefined) expect(fails).toEqual([]);
          else if (typeof message === "number")
            expect(fails).toEqual([
              `fails on values that do not fit: ${message} row${message === 1 ? "" : "s"} in this database`,
            ]);
          else
            expect(messages).toContainEqual(
              typeof message === "string"
                ? message
                : expect.stringMatching(message),
            );
        },
      ));
});
