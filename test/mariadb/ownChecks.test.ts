// Checks that are a part of their column: they stay with it whatever it becomes, where the server accepts them then.
import type { EntitySchemaColumnOptions } from "typeorm";
import { casesOn } from "../judges/cases";
import { entity } from "../judges/entities";
import { saidOn } from "../judges/said";
import { describeOn } from "../servers";

const { there, alike } = casesOn("mariadb");
const said = saidOn("mariadb");

const thing = (v: EntitySchemaColumnOptions) => [
  entity("thing", { id: { type: "int", primary: true }, v }),
];
const made = (definition: string) => [
  `ALTER TABLE \`thing\` MODIFY \`v\` ${definition}`,
];
const rows = (v: unknown) => ({ rows: { thing: [{ id: 1, v }] } });
const text = { type: "varchar", charset: "utf8mb4" } as const;

describeOn("mariadb", "checks of columns", () => {
  there("an integer becomes a longer one", {
    from: thing({ type: "int" }),
    to: thing({ type: "bigint" }),
    handmade: made("int NOT NULL CHECK (`v` > 0)"),
    handmadeAfter: made("bigint NOT NULL CHECK (`v` > 0)"),
    ...rows(7),
    upgraded: { thing: [{ id: 1, v: "7" }] },
  });
  there("an integer becomes unsigned", {
    from: thing({ type: "int" }),
    to: thing({ type: "int", unsigned: true }),
    handmade: made("int NOT NULL CHECK (`v` > 0)"),
    handmadeAfter: made("int unsigned NOT NULL CHECK (`v` > 0)"),
    ...rows(7),
  });
  there("a text becomes longer", {
    from: thing({ type: "varchar", length: 10 }),
    to: thing({ type: "varchar", length: 20 }),
    handmade: made("varchar(10) NOT NULL CHECK (`v` <> '')"),
    handmadeAfter: made("varchar(20) NOT NULL CHECK (`v` <> '')"),
    ...rows("x"),
  });
  there("a label comes", {
    from: thing({ type: "enum", enum: ["a", "b"] }),
    to: thing({ type: "enum", enum: ["a", "b", "c"] }),
    handmade: made("enum('a','b') NOT NULL CHECK (`v` <> 'b')"),
    handmadeAfter: made("enum('a','b','c') NOT NULL CHECK (`v` <> 'b')"),
    ...rows("a"),
  });
  there("a label becomes another", {
    from: thing({ type: "enum", enum: ["a", "b"] }),
    to: thing({ type: "enum", enum: ["x", "b"] }),
    handmade: made("enum('a','b') NOT NULL CHECK (`v` <> 'b')"),
    handmadeAfter: made("enum('x','b') NOT NULL CHECK (`v` <> 'b')"),
    answers: { enumValues: { "thing.v": { a: "x" } } },
    ...rows("a"),
    upgraded: { thing: [{ id: 1, v: "x" }] },
    downgraded: { thing: [{ id: 1, v: "a" }] },
  });
  there("an enum of numbers becomes a number", {
    from: thing({ type: "enum", enum: ["7", "8"] }),
    to: thing({ type: "int" }),
    handmade: made("enum('7','8') NOT NULL CHECK (`v` <> '8')"),
    handmadeAfter: made("int NOT NULL CHECK (`v` <> '8')"),
    ...rows("7"),
    upgraded: { thing: [{ id: 1, v: 7 }] },
  });
  const list = "json_valid(`v`) and json_length(`v`) < 5";
  alike("JSON with a check of its own", {
    from: thing({ type: "json" }),
    to: thing({ type: "json" }),
    handmade: made(`json NOT NULL CHECK (${list})`),
  });
  alike("JSON with a check of its own that says first what else holds", {
    from: thing({ type: "json" }),
    to: thing({ type: "json" }),
    handmade: made(
      "json NOT NULL CHECK ((json_length(`v`) < 5 or `v` = ' or ') and json_valid(`v`))",
    ),
  });
  alike("long text with the same check", {
    from: thing({ type: "longtext" }),
    to: thing({ type: "longtext" }),
    handmade: made(`longtext NOT NULL CHECK (${list})`),
  });
  there("JSON with a check of its own is changed in something else", {
    from: thing({ type: "json" }),
    to: thing({ type: "json", comment: "c" }),
    handmade: made(`json NOT NULL CHECK (${list})`),
    handmadeAfter: made(`json NOT NULL COMMENT 'c' CHECK (${list})`),
    ...rows("[1]"),
    noted: true,
  });
  for (const check of [
    "`v` <> '[]'",
    "json_valid(`v`) or `v` = ''",
    "json_valid(`v`) and `id` > 0 or `v` = ''",
    "`v` between '[' and '{' and `id` < 9",
    "case when `id` > 0 and json_valid(`v`) and `id` < 9 then 1 else 1 end",
  ])
    there(`text becomes JSON, with the check ${check}`, {
      from: thing({ type: "longtext" }),
      to: thing({ type: "json" }),
      handmade: made(`longtext NOT NULL CHECK (${check})`),
      handmadeAfter: made(
        `json NOT NULL CHECK (json_valid(\`v\`) and (${check}))`,
      ),
      ...rows("[1]"),
      upgraded: { thing: [{ id: 1, v: [1] }] },
      noted: true,
    });
  const exactly = "`v` collate utf8mb4_bin <> 'x'";
  const refusedLater = {
    from: thing(text),
    to: thing({ type: "varchar", charset: "latin1" }),
    handmade: made(
      `varchar(255) CHARACTER SET utf8mb4 NOT NULL CHECK (${exactly})`,
    ),
  };
  there(
    "a check that the server refuses of the new type goes, and comes back",
    {
      ...refusedLater,
      ...rows("a"),
      notAsSynchronized: true,
    },
  );
  said(
    "a check that the server refuses of the new type",
    [
      [
        "DOES_NOT_FIT",
        "fails on values that do not fit: 0 rows in this database",
      ],
      [
        "GOES_ALONG",
        `takes the column's check along, which the server does not accept of what it becomes, and which comes back on the way down: ${exactly}`,
      ],
    ],
    refusedLater,
  );
  said(
    "a check that values may not satisfy as the new type",
    [
      [
        "CAST_LOSSY",
        "loses data: digits after the point, where the server does not refuse them",
      ],
      [
        "DOES_NOT_FIT",
        "fails on values that do not fit: 0 rows in this database",
      ],
      [
        "CONSTRAINT_ON_EXISTING",
        "fails on rows that do not satisfy the column's check then: `v` <> ''",
      ],
    ],
    {
      from: thing({ type: "varchar" }),
      to: thing({ type: "int" }),
      handmade: made("varchar(255) NOT NULL CHECK (`v` <> '')"),
    },
  );
  said("a check on a number that becomes longer", [], {
    from: thing({ type: "int" }),
    to: thing({ type: "bigint" }),
    handmade: made("int NOT NULL CHECK (`v` > 0)"),
  });
});
