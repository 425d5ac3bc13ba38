// What alters in a column, in words.
import type { Column, Generation } from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import type { AlterColumn } from "./operation";

/** One property in which a column's two states differ. */
export interface ColumnChange {
  readonly property:
    | "type"
    | "nullable"
    | "default"
    | "generation"
    | "onUpdate"
    | "collation"
    | "srid"
    | "comment";
  readonly detail: string;
}

/** What an `alterColumn` alters, most weighty first. */
export function columnChanges({ from, to }: AlterColumn): ColumnChange[] {
  const changes: ColumnChange[] = [];
  if (from.type !== to.type)
    changes.push({ property: "type", detail: `${from.type} → ${to.type}` });
  if (from.nullable !== to.nullable)
    changes.push({
      property: "nullable",
      detail: to.nullable ? "NULL" : "NOT NULL",
    });
  const [before, after] = [
    generationWords(from.generation),
    generationWords(to.generation),
  ];
  if (before !== after)
    changes.push({ property: "generation", detail: `${before} → ${after}` });
  if (from.default !== to.default)
    changes.push({
      property: "default",
      detail: `default ${from.default ?? "none"} → ${to.default ?? "none"}`,
    });
  if (from.onUpdate !== to.onUpdate)
    changes.push({
      property: "onUpdate",
      detail: `on update ${from.onUpdate ?? "none"} → ${to.onUpdate ?? "none"}`,
    });
  if (from.collation !== to.collation)
    changes.push({
      property: "collation",
      detail: `collation ${collationOf(from)} → ${collationOf(to)}`,
    });
  if (from.srid !== to.srid)
    changes.push({
      property: "srid",
      detail: `SRID ${from.srid ?? "any"} → ${to.srid ?? "any"}`,
    });
  if (from.comment !== to.comment)
    changes.push({ property: "comment", detail: "comment" });
  return changes;
}

const collationOf = ({
  collation = "default",
  collationSchema,
}: Column): string =>
  collationSchema === undefined ? collation : `${collationSchema}.${collation}`;

/** A generation without what cannot matter: the name of a sequence that the column owns. */
function generationWords(generation: Generation | undefined): string {
  switch (generation?.kind) {
    case undefined:
      return "plain";
    case "serial":
      return "serial";
    case "identity":
      return `identity ${generation.mode}`;
    case "increment":
      return "auto-increment";
    case "expression":
      return `generated ${generation.expression}${generation.stored ? "" : " virtual"}`;
    default:
      return unreachable(generation);
  }
}

export function typeOf(column: Column): string {
  return column.nullable ? column.type : `${column.type} NOT NULL`;
}
