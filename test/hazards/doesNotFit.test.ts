// Values that do not fit: how many, and three of them on the screen, but none in a file that is committed.
import { autogenerate } from "../../src";
import { reportLines } from "../../src/cli/report";
import { createColors } from "picocolors";
import type { EntitySchemaColumnOptions } from "typeorm";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const person = (length: number) => [
  entity("person", { name: { type: "varchar", length } }),
];
const names = [
  "Al",
  "Bartholomew",
  "Clementine",
  "Bartholomew",
  "Dominique",
  "Esmeralda",
];

it("shows three of them, and keeps them out of the file", () =>
  onDatabase(
    {
      from: person(100),
      rows: { person: names.map((name, index) => ({ id: index, name })) },
    },
    async (url) => {
      const result = await autogenerate(dataSourceOf(url, person(4)), {
        write: false,
      });
      expect(
        result.hazards.filter(({ code }) => code === "DOES_NOT_FIT"),
      ).toMatchObject([
        {
          code: "DOES_NOT_FIT",
          message: "fails on values that do not fit: 5 rows in this database",
          examples: ["Bartholomew", "Clementine", "Dominique"],
        },
      ]);
      expect(reportLines(result, createColors(false))).toContain(
        "    For example: 'Bartholomew', 'Clementine', 'Dominique'",
      );
      expect(result.file?.source).toContain("5 rows in this database");
      expect(result.file?.source).not.toContain("Clementine");
    },
  ));

it.each([
  [{ type: "varchar" }, { type: "int" }, "17", "x"],
  [
    { type: "varchar" },
    { type: "uuid" },
    "00000000-0000-4000-8000-000000000000",
    "x",
  ],
  [{ type: "varchar" }, { type: "enum", enum: ["a", "b"] }, "a", "x"],
  [{ type: "jsonb" }, { type: "int" }, 17, "x"],
  [{ type: "jsonb" }, { type: "numeric", precision: 4, scale: 1 }, 17, "x"],
  [{ type: "jsonb" }, { type: "boolean" }, true, "x"],
  [
    { type: "varchar", array: true },
    { type: "int", array: true },
    ["1", null],
    ["1", "x"],
  ],
  [{ type: "numeric" }, { type: "int" }, "17", "1e12"],
  [{ type: "text" }, { type: "varchar", length: 3 }, "abc", "abcd"],
] as const)(
  "counts no row without a value: %j becomes %j",
  (from, to, good, bad) => {
    const item = (type: EntitySchemaColumnOptions) => [
      entity("item", { n: { ...type, nullable: true } }),
    ];
    return onDatabase(
      {
        from: item(from),
        rows: { item: [{ id: 1 }, { id: 2, n: good }, { id: 3, n: bad }] },
      },
      async (url) => {
        const { hazards } = await autogenerate(dataSourceOf(url, item(to)), {
          write: false,
        });
        expect(
          hazards
            .filter(({ code }) => code === "DOES_NOT_FIT")
            .map(({ message, examples }) => [message, examples?.length]),
        ).toEqual([
          ["fails on values that do not fit: 1 row in this database", 1],
        ]);
      },
    );
  },
);
