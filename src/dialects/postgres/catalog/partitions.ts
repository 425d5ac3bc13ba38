// pg_partition_tree: the partitions of a table that may go as a whole.
import type { ObjectId, Partitioned } from "../../../schema/schema";
import type { Scope } from "../../dialect";

/** A relation's name in the catalogs. */
export interface NameRow {
  readonly schema: string;
  readonly name: string;
}

export interface PartitionedRow {
  readonly by: string;
  readonly partitions: readonly {
    readonly id: NameRow;
    readonly of: NameRow;
    readonly bound: string;
    readonly by: string | null;
    readonly foreign: boolean;
  }[];
}

/** What a relation is called in the schema. */
export type IdOf = (row: NameRow) => ObjectId;

const nameRow = (schema: string, name: string): string =>
  `json_build_object('schema', ${schema}, 'name', ${name})`;

/** Of a partitioned table that is no partition itself; NULL of any other. */
export const partitioned = `
                   CASE WHEN c.relkind = 'p' AND NOT c.relispartition THEN json_build_object(
                     'by', pg_get_partkeydef(c.oid),
                     'partitions', (
                       SELECT COALESCE(json_agg(json_build_object(
                                'id', ${nameRow("pn.nspname", "p.relname")}, 'of', ${nameRow("an.nspname", "a.relname")},
                                'bound', pg_get_expr(p.relpartbound, p.oid), 'by', pg_get_partkeydef(p.oid),
                                'foreign', p.relkind = 'f') ORDER BY t.level, pn.nspname, p.relname), '[]')
                         FROM pg_partition_tree(c.oid) t
                         JOIN pg_class p ON p.oid = t.relid JOIN pg_namespace pn ON pn.oid = p.relnamespace
                         JOIN pg_class a ON a.oid = t.parentrelid JOIN pg_namespace an ON an.oid = a.relnamespace
                        WHERE t.level > 0)) END`;

/** Whether an answer drops the table with all its partitions, none of which is somebody else's. */
export const goesWhole = (
  row: NameRow & { readonly partitioned: PartitionedRow | null },
  scope: Scope,
  idOf: IdOf,
): boolean =>
  row.partitioned !== null &&
  scope.drops(idOf(row)) &&
  heldBy(row.partitioned, scope, idOf) === undefined;

/** Why it cannot go, after its name; `undefined` where it can. */
export function heldBy(
  { partitions }: PartitionedRow,
  scope: Scope,
  idOf: IdOf,
): string | undefined {
  if (partitions.some(({ foreign }) => foreign))
    return "has a partition that is a foreign table";
  return partitions.some(({ id }) => scope.maps(idOf(id)))
    ? "has a partition that an entity maps"
    : undefined;
}

export const partitionedOf = (
  { by, partitions }: PartitionedRow,
  idOf: IdOf,
): Partitioned => ({
  by,
  partitions: partitions.map(({ id, of, bound, by: own }) => ({
    ...idOf(id),
    of: idOf(of),
    bound,
    ...(own === null ? {} : { by: own }),
  })),
});
