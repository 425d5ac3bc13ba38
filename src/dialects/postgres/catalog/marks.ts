// What is set by hand on an index, or on the index behind a constraint.
import type { IndexMarks } from "../../../schema/schema";

export interface MarkRow {
  readonly clustered: boolean;
  readonly replicaIdentity: boolean;
  readonly tablespace: string | null;
  readonly parameters: readonly string[] | null;
}

/** Of pg_index `i` and its pg_class `x`. */
export const isMarked =
  "i.indisclustered OR i.indisreplident OR x.reltablespace <> 0 OR x.reloptions IS NOT NULL";

/** NULL where nothing is set, which is nearly always. */
export const marks = `CASE WHEN ${isMarked} THEN
           json_build_object('clustered', i.indisclustered, 'replicaIdentity', i.indisreplident, 'parameters', x.reloptions,
                             'tablespace', (SELECT ts.spcname FROM pg_tablespace ts WHERE ts.oid = x.reltablespace)) END`;

export function marksOf(row: MarkRow | null): IndexMarks {
  if (row === null) return {};
  return {
    ...(row.clustered ? { clustered: true } : {}),
    ...(row.replicaIdentity ? { replicaIdentity: true } : {}),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
    ...(row.parameters === null ? {} : { parameters: row.parameters }),
  };
}
