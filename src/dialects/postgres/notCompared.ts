// Which relations are tables that are compared, and what is told of the others.
import type { Notice } from "../../schema/schema";
import type { Introspection, LeftAlone, Scope } from "../dialect";
import { goesWhole, heldBy, type IdOf } from "./catalog/partitions";
import type { RelationRow } from "./catalog/tables";

/** Partitioned tables, and tables that inherit, are somebody else's, unless an entity maps them, or an answer drops a whole one. Members of extensions always are. */
export function isTable(row: RelationRow, scope: Scope, idOf: IdOf): boolean {
  if (row.extension || (row.relkind !== "r" && row.relkind !== "p"))
    return false;
  const plain = row.relkind === "r" && !row.family;
  const id = idOf(row);
  return (
    plain ||
    scope.maps(id) ||
    scope.takesOver(id) ||
    goesWhole(row, scope, idOf)
  );
}

/** Entities whose table is in the database as something else, but for a view that goes. */
export function unmodelled(
  relations: readonly RelationRow[],
  scope: Scope,
  idOf: IdOf,
): Pick<Introspection, "notices" | "untouchable"> {
  const others = relations.filter(
    (row) =>
      whatElse(row) !== undefined &&
      scope.maps(idOf(row)) &&
      !(isViewRow(row) && scope.drops(idOf(row))),
  );
  return {
    untouchable: others.map(idOf),
    notices: others.map((row): Notice => ({
      subject: "table",
      name: row.name,
      reason: `in the database it ${whatElse(row) ?? ""}`,
    })),
  };
}

export function leftAloneOf(
  relations: readonly RelationRow[],
  scope: Scope,
  idOf: IdOf,
): LeftAlone[] {
  return relations.flatMap((row) => {
    const table = idOf(row);
    if (isViewRow(row)) return [];
    if (isTable(row, scope, idOf) || !scope.includes(table)) return [];
    const reason =
      whatElse(row) ??
      (row.partitioned === null
        ? undefined
        : heldBy(row.partitioned, scope, idOf)) ??
      (row.relkind === "p"
        ? "is partitioned"
        : "is a partition, or inherits, or is inherited from");
    return [{ table, reason }];
  });
}

const isViewRow = ({ relkind }: RelationRow): boolean =>
  relkind === "v" || relkind === "m";

/** `undefined` for a table that can be compared. */
const whatElse = ({ relkind, extension }: RelationRow): string | undefined =>
  relationWords[relkind] ?? (extension ? "belongs to an extension" : undefined);

const relationWords: Readonly<Record<string, string>> = {
  v: "is a view",
  m: "is a materialized view",
  f: "is a foreign table",
};
