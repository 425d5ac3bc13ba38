// Columns that are set whenever their row changes: a migration is not such a change.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { AnyEntity } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const at: EntitySchemaColumnOptions = {
  type: "datetime",
  precision: 6,
  default: () => "CURRENT_TIMESTAMP(6)",
  onUpdate: "CURRENT_TIMESTAMP(6)",
};
const thing = (columns: Columns): AnyEntity[] => [
  entity("thing", { id: { type: "int", primary: true }, at, ...columns }),
];
const before = new Date("2020-01-02T03:04:05.000Z");
const row = (values: object = {}) => ({
  rows: { thing: [{ id: 1, at: before, ...values }] },
});
const a: EntitySchemaColumnOptions = { type: "int" };

onBoth(({ there, both, alike }, kind) => {
  there("a column is filled, and comes back with what was made up", {
    from: thing({ a }),
    to: thing({ b: a }),
    answers: { backfills: { "thing.b": "7" }, drops: ["thing.a"] },
    ...row({ a: 3 }),
    upgraded: { thing: [{ at: before, b: 7 }] },
  });
  // MySQL refuses it.
  if (kind === "mariadb")
    there("its time has more digits than the column, as TypeORM's has", {
      from: thing({}),
      to: thing({ at: { ...at, precision: 0 } }),
      rows: { thing: [{ id: 1, at: before }] },
      restless: true,
    });
  there("NULL goes", {
    from: thing({ a: { type: "int", nullable: true } }),
    to: thing({ a }),
    answers: { backfills: { "thing.a": "7" } },
    ...row({ a: null }),
    upgraded: { thing: [{ at: before, a: 7 }] },
    downgraded: { thing: [{ at: before, a: 7 }] },
  });
  for (const type of ["enum", "set"] as const)
    there(`a label of an ${type} becomes another`, {
      from: thing({ v: { type, enum: ["a", "b"] } }),
      to: thing({ v: { type, enum: ["x", "b"] } }),
      answers: { enumValues: { "thing.v": { a: "x" } } },
      ...row({ v: "a" }),
      upgraded: { thing: [{ at: before, v: "x" }] },
      downgraded: { thing: [{ at: before, v: "a" }] },
    });
  there("values go by an expression", {
    from: thing({ a: { type: "varchar" } }),
    to: thing({ a }),
    answers: { casts: { "thing.a": "CHAR_LENGTH(a)" } },
    ...row({ a: "xyz" }),
    upgraded: { thing: [{ at: before, a: 3 }] },
    downgraded: { thing: [{ at: before, a: "3" }] },
  });
  both(
    "a virtual column becomes a plain one",
    [
      thing({ a, b: { type: "int", asExpression: "a * 2", nullable: true } }),
      thing({ a, b: { type: "int", nullable: true } }),
    ],
    row({ a: 3 }),
    row({ a: 3, b: 6 }),
  );
  there("one made by hand goes at the same time, and comes back", {
    from: thing({ a }),
    to: thing({ a, b: a }),
    handmade: [
      "ALTER TABLE `thing` ADD COLUMN `seen` timestamp NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP",
    ],
    answers: { backfills: { "thing.b": "DAY(seen)" }, drops: ["thing.seen"] },
    ...row({ a: 3 }),
    upgraded: { thing: [{ at: before, b: 1 }] },
  });
  there("it is renamed at the same time", {
    from: [entity("thing", { id: { type: "int", primary: true }, at, a })],
    to: [entity("thing", { id: { type: "int", primary: true }, on: at, b: a })],
    answers: {
      renames: { "thing.at": "on" },
      backfills: { "thing.b": "7" },
      drops: ["thing.a"],
    },
    ...row({ a: 3 }),
    upgraded: { thing: [{ on: before, b: 7 }] },
    downgraded: { thing: [{ at: before }] },
  });
  there("it comes at the same time, filled itself", {
    from: [entity("thing", { id: { type: "int", primary: true }, a })],
    to: thing({ a, b: a }),
    answers: {
      backfills: { "thing.at": "'2020-01-02 03:04:05'", "thing.b": "7" },
    },
    rows: { thing: [{ id: 1, a: 3 }] },
    upgraded: { thing: [{ a: 3, b: 7 }] },
  });
  for (const text of [
    "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
    "now() on update now()",
    "NULL ON UPDATE CURRENT_TIMESTAMP(0)",
    "'2020-01-02 03:04:05' ON UPDATE LOCALTIMESTAMP",
  ]) {
    const said = (): AnyEntity[] =>
      thing({ on: { type: "datetime", default: () => text, nullable: true } });
    alike(`said in a default: ${text}`, { from: said(), to: said() });
  }
  both(
    "said in a default, while a column is filled",
    [
      thing({ on: { type: "datetime", default: () => "CURRENT_TIMESTAMP" } }),
      thing({
        on: {
          type: "datetime",
          default: () => "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
        },
        a,
      }),
    ],
    {
      ...row({ on: before }),
      answers: { backfills: { "thing.a": "7" } },
      upgraded: { thing: [{ at: before, on: before, a: 7 }] },
      restless: true,
    },
    { ...row({ on: before, a: 3 }), upgraded: { thing: [{ on: before }] } },
  );
});
