// Rows that get values are updated, which fires triggers: those are named, and no others.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const thing = (columns: Columns) => [
  entity("thing", {
    id: { type: "int", primary: true },
    version: { type: "int" },
    ...columns,
  }),
];
const handmade = [
  "CREATE TABLE audit (id int)",
  "CREATE TRIGGER counted BEFORE UPDATE ON thing FOR EACH ROW SET NEW.version = OLD.version + 1",
  "CREATE TRIGGER noted AFTER UPDATE ON thing FOR EACH ROW INSERT INTO audit VALUES (OLD.id)",
  "CREATE TRIGGER made BEFORE INSERT ON thing FOR EACH ROW SET NEW.version = 1",
];
const those = 'fires trigger "counted on thing" and trigger "noted on thing"';
const letters = (...labels: string[]): Columns => ({
  v: { type: "enum", enum: labels },
});

const cases: readonly (readonly [
  string,
  Columns,
  Columns,
  Answers,
  string | undefined,
])[] = [
  [
    "a backfill",
    {},
    { v: { type: "int" } },
    { backfills: { "thing.v": "7" } },
    `updates rows, which ${those}`,
  ],
  [
    "a label for another",
    letters("a", "b"),
    letters("a", "c"),
    { enumValues: { "thing.v": { b: "c" } } },
    `updates rows, on the way down too, which ${those}`,
  ],
  [
    "a cast",
    { v: { type: "varchar" } },
    { v: { type: "int" } },
    { casts: { "thing.v": "CHAR_LENGTH(`v`)" } },
    `updates rows, which ${those}`,
  ],
  [
    "a column that comes back",
    { v: { type: "varchar" } },
    {},
    { drops: ["thing.v"] },
    `updates rows on the way down, which ${those}`,
  ],
  [
    "a longer text",
    { v: { type: "varchar", length: 9 } },
    { v: { type: "varchar", length: 10 } },
    {},
    undefined,
  ],
];

onBoth((_, kind) => {
  it.each(cases)("%s", (_name, from, to, answers, message) =>
    onDatabase(
      { from: thing(from), handmade },
      async (url) => {
        const { hazards, upgrade, downgrade } = await autogenerate(
          dataSourceOf(url, [
            ...thing(to),
            entity("audit", { id: { type: "int", primary: true } }),
          ]),
          { write: false, answers, exclude: ["audit"] },
        );
        expect(
          hazards
            .filter(({ code }) => code === "TRIGGERS_FIRE")
            .map(({ message: found }) => found),
        ).toEqual(message === undefined ? [] : [message]);
        expect(
          [...upgrade, ...downgrade].some(({ sql }) => /UPDATE/.test(sql)),
        ).toBe(message !== undefined);
      },
      kind,
    ),
  );
});
