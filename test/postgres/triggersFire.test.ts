// Rows that get values are updated, which fires triggers: those that mind are named, and no others.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const thing = (columns: Columns) => [
  entity("thing", { version: { type: "int", nullable: true }, ...columns }),
];
const on = (name: string, when: string): string =>
  `CREATE TRIGGER ${name} ${when} EXECUTE FUNCTION suppress_redundant_updates_trigger()`;
const handmade = [
  on("counted", "BEFORE UPDATE ON thing FOR EACH ROW"),
  on("disabled", "BEFORE UPDATE ON thing FOR EACH ROW"),
  "ALTER TABLE thing DISABLE TRIGGER disabled",
  on("made", "BEFORE INSERT ON thing FOR EACH ROW"),
  on("other", "BEFORE UPDATE OF id ON thing FOR EACH ROW"),
  on("versions", "BEFORE UPDATE OF version ON thing FOR EACH ROW"),
  "CREATE TABLE heir (more int) INHERITS (thing)",
  on("inherited", "BEFORE UPDATE ON heir FOR EACH ROW"),
];

const cases: readonly (readonly [
  string,
  Columns,
  Answers,
  string | undefined,
])[] = [
  [
    "a backfill of a new column",
    { v: { type: "int" } },
    { backfills: { "thing.v": "7" } },
    'updates rows, which fires trigger "counted on thing" and trigger "inherited on heir"',
  ],
  [
    "a backfill of a column that is there",
    { version: { type: "int" } },
    { backfills: { "thing.version": "7" } },
    'updates rows, which fires trigger "counted on thing" and trigger "inherited on heir" and trigger "versions on thing"',
  ],
  [
    "another type, which no trigger sees",
    { version: { type: "bigint", nullable: true } },
    {},
    undefined,
  ],
];

it.each(cases)("%s", (_, to, answers, message) =>
  onDatabase({ from: thing({}), handmade }, async (url) => {
    const { hazards } = await check(dataSourceOf(url, thing(to)), { answers });
    expect(
      hazards
        .filter(({ code }) => code === "TRIGGERS_FIRE")
        .map(({ message: found }) => found),
    ).toEqual(message === undefined ? [] : [message]);
  }),
);
