// A schema in words, a line a thing; and two of them side by side.
import { structuredPatch } from "diff";
import { compare } from "../diff/compare";
import { viewWord } from "../operations/describeView";
import { equal } from "../schema/equal";
import { idKey, nameOf } from "../schema/identity";
import type { EnumType, Schema, Table, View } from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import { indexLines, quoted, tableLines } from "./tableText";
import { visible } from "./visible";

/** What has a section of its own. */
type Thing =
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "extension"; readonly name: string }
  | ({ readonly kind: "enum" } & EnumType)
  | ({ readonly kind: "table" } & Table)
  | ({ readonly kind: "view" } & View);

/** A whole schema. The same schema gives the same text, in whatever order its lists are. */
export function schemaText(schema: Schema): string {
  return thingsOf(schema).sort(inReadingOrder).map(textOf).join("\n");
}

/** A unified diff of what differs, a section a schema, enum type or table. Empty where nothing does; the order of columns alone is nothing. */
export function schemaDiff(live: Schema, desired: Schema): string {
  const sides = compare(thingsOf(live), thingsOf(desired), keyOf);
  const sections = [
    ...sides.dropped.map((from) => ({ thing: from, from })),
    ...sides.added.map((to) => ({ thing: to, to })),
    ...sides.kept
      .filter(({ from, to }) => !equal(from, to))
      .map(({ from, to }) => ({ thing: to, from, to })),
  ]
    .sort((a, b) => inReadingOrder(a.thing, b.thing))
    .map(sectionText)
    .join("");
  return sections === "" ? "" : `--- live\n+++ desired\n${sections}`;
}

function thingsOf(schema: Schema): Thing[] {
  return [
    ...schema.schemas.map((name) => ({ kind: "schema", name }) as const),
    ...(schema.extensions ?? []).map(
      (name) => ({ kind: "extension", name }) as const,
    ),
    ...schema.enumTypes.map((type) => ({ kind: "enum", ...type }) as const),
    ...schema.tables.map((table) => ({ kind: "table", ...table }) as const),
    ...schema.views.map((view) => ({ kind: "view", ...view }) as const),
  ];
}

function keyOf(thing: Thing): string {
  return `${thing.kind} ${idKey(thing)}`;
}

const rank = { schema: 0, extension: 1, enum: 2, table: 3, view: 4 };

function inReadingOrder(a: Thing, b: Thing): number {
  return rank[a.kind] - rank[b.kind] || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/** The name is visible text: a section's title is one line. */
function titleOf(thing: Thing): string {
  const kind =
    thing.kind === "view" ? viewWord(thing.materialized) : thing.kind;
  return visible(`${kind} ${nameOf(thing)}`);
}

function textOf(thing: Thing): string {
  const lines = linesOf(thing).map((line) => `  ${visible(line)}\n`);
  return `${titleOf(thing)}\n${lines.join("")}`;
}

function linesOf(thing: Thing): readonly string[] {
  switch (thing.kind) {
    case "schema":
    case "extension":
      return [];
    case "enum":
      return thing.labels.map(quoted);
    case "table":
      return tableLines(thing);
    case "view":
      return viewLines(thing);
    default:
      return unreachable(thing);
  }
}

/** The query as it is, and the indexes. */
const viewLines = (view: View): readonly string[] => [
  ...view.definition.split("\n"),
  ...indexLines(view.indexes),
];

/** A thing on both sides; absent where it is not there. */
interface Sides {
  readonly thing: Thing;
  readonly from?: Thing;
  readonly to?: Thing;
}

function sectionText({ thing, from, to }: Sides): string {
  const live = from === undefined ? "" : textOf(from);
  const desired = to === undefined ? "" : textOf(inOrderOf(from, to));
  const { hunks } = structuredPatch("live", "desired", live, desired);
  return hunks
    .map((hunk) => {
      const before = range(hunk.oldStart, hunk.oldLines);
      const after = range(hunk.newStart, hunk.newLines);
      const title = `@@ -${before} +${after} @@ ${titleOf(thing)}`;
      return `${[title, ...hunk.lines].join("\n")}\n`;
    })
    .join("");
}

/** Where a hunk is on its side. An empty one is said to be after the line before it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** The desired table with its columns in the live one's order, new ones last: where the server puts them. */
function inOrderOf(live: Thing | undefined, desired: Thing): Thing {
  if (live?.kind !== "table" || desired.kind !== "table") return desired;
  const byName = new Map(
    desired.columns.map((column) => [column.name, column]),
  );
  const known = live.columns.flatMap(({ name }) => byName.get(name) ?? []);
  return { ...desired, columns: [...new Set([...known, ...desired.columns])] };
}
