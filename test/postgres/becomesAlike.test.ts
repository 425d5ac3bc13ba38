// Values under a unique constraint that become one: told before it fails.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { saidOn, type Said } from "../judges/said";

const said = saidOn("postgres");
const item = (a: EntitySchemaColumnOptions) => [
  entity("item", { a }, { uniques: [{ name: "one", columns: ["a"] }] }),
];
const alike = expect.arrayContaining([
  [
    "UNIQUE_ON_EXISTING",
    'fails where it makes values alike in the unique constraint "one"',
  ],
]) as Said;

said("a time becomes a day", alike, {
  from: item({ type: "timestamp" }),
  to: item({ type: "date" }),
});
said(
  "a text becomes a number",
  alike,
  { from: item({ type: "varchar" }), to: item({ type: "int" }) },
  ["cast"],
);
said("a longer text", [], {
  from: item({ type: "varchar", length: 20 }),
  to: item({ type: "varchar", length: 30 }),
});
