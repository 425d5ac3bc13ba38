// Indexes on the start of values that entities leave alone: a type with no more than that makes whole ones of them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { saidOn } from "../judges/said";
import { onBoth } from "./onBoth";

const thing = (n: EntitySchemaColumnOptions) => [
  entity(
    "thing",
    { id: { type: "int", primary: true }, n },
    { indices: [{ name: "p", columns: ["n"], synchronize: false }] },
  ),
];
const rows = (n: string) => ({ rows: { thing: [{ id: 1, n }] } });
const on = (keys: string) => ({
  handmade: [`CREATE INDEX \`p\` ON \`thing\` (${keys})`],
});
const made = (keys: string) => ({
  handmadeAfter: [`CREATE INDEX \`p\` ON \`thing\` (${keys})`],
});
const long = thing({ type: "varchar", length: 100 });

onBoth(({ there }, kind) => {
  const said = saidOn(kind);
  const shorter = { from: long, to: thing({ type: "varchar", length: 20 }) };
  there("a text becomes shorter than its index", {
    ...shorter,
    ...on("`n`(50)"),
    ...made("`n`"),
    ...rows("x"),
  });
  said(
    "a text becomes shorter than its index",
    [
      [
        "DOES_NOT_FIT",
        "fails on values that do not fit: 0 rows in this database",
      ],
    ],
    { ...shorter, ...on("`n`(50)") },
  );
  there("a text becomes shorter, and has more than its index still", {
    ...shorter,
    ...on("`n`(5)"),
    ...made("`n`(5)"),
    ...rows("x"),
  });
  there("a text becomes a number", {
    from: long,
    to: thing({ type: "int" }),
    ...on("`n`(5) DESC"),
    ...made("`n` DESC"),
    ...rows("7"),
    upgraded: { thing: [{ id: 1, n: 7 }] },
  });
  there("a long text becomes a short one", {
    from: thing({ type: "text" }),
    to: thing({ type: "varchar", length: 5 }),
    ...on("`n`(5), `id`"),
    ...made("`n`, `id`"),
    ...rows("x"),
  });
});
