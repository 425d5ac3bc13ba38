// What tells one state of a schema from every other: the catalog rows say which transaction wrote them.
import { literal } from "../quote";

/**
 * An SQL expression of text. Every change writes a row anew, under a later transaction, or removes one, so that count or sum differ;
 * what ANALYZE and VACUUM note is written in place. Names that the catalog functions print are the newest whatever the snapshot, so what was read
 * is of one piece only while this stays the same.
 */
export const stampOf = (schemas: string): string => {
  const inScope = `= ANY (ARRAY(SELECT oid FROM pg_namespace WHERE nspname IN (${schemas})))`;
  return `concat_ws(' ',
    (SELECT ${written("c")} FROM pg_class c WHERE c.relnamespace ${inScope}),
    (SELECT ${written("a")} FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace ${inScope} AND c.relkind IN ('r', 'p')),
    (SELECT ${written("con")} FROM pg_constraint con WHERE con.connamespace ${inScope}),
    (SELECT ${written("t")} FROM pg_type t WHERE t.typnamespace ${inScope}),
    (SELECT ${written("e")} FROM pg_enum e),
    (SELECT ${written("d")} FROM pg_description d WHERE d.classoid = 'pg_class'::regclass))`;
};

/**
 * An SQL expression of text that stays the same while no transaction that writes begins or ends, in the whole cluster ("System Information Functions" in
 * the manual): cheap to ask, and proof enough where nobody writes. Its younger name, pg_current_snapshot, is not there in 12.
 */
export const moment = "txid_current_snapshot()::text";

/** The state as `stampOf` gives it, which is worked out again only where somebody has written since. */
export const stampSince = (schemas: string, since: State): string =>
  `CASE ${moment} WHEN ${literal(since.moment)} THEN ${literal(since.stamp)} ELSE ${stampOf(schemas)} END`;

/** What a schema was in, and when. */
export interface State {
  readonly stamp: string;
  readonly moment: string;
}

const written = (row: string): string =>
  `count(*) || ':' || COALESCE(sum(${row}.xmin::text::int8), 0)`;
