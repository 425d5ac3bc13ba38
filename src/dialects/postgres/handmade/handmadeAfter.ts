// How hand-made indexes and statistics are made after renames: the server renames what a stand-in of their table has, and prints them.
import type { Rename } from "../../../operations/rename";
import type { ObjectId } from "../../../schema/schema";
import type { Database, Renaming } from "../../dialect";
import { columnRenames } from "../columnRenames";
import { indexDefinition } from "../indexDefinition";
import { probeName } from "../probe";
import { literal, qualified } from "../quote";
import { standingIn, reading } from "../reading";
import { typeRenames } from "../typeRenames";

/** One of them, by names before the renames. */
export interface Printable {
  /** By which its wording is found. */
  readonly position: number;
  readonly table: ObjectId;
  /** Whose columns it uses: the table, or those that it inherits from. */
  readonly columnsOf: readonly ObjectId[];
  /** The statement that makes it, as the server prints it. */
  readonly definition: string;
}

/** A definition without the name of the table. */
export interface Wording {
  /** UNIQUE INDEX, … */
  readonly what: string;
  /** As SQL; that of statistics with its schema. */
  readonly name: string;
  /** What stands before the table's name, and after it. */
  readonly before: string;
  readonly after: string;
  readonly comment: string | null;
}

/** By position; without those that cannot be asked, which are told as something that goes along or stands in the way. */
export async function wordingsAfter(
  database: Database,
  items: readonly Printable[],
  renaming: Renaming,
): Promise<ReadonlyMap<number, Wording>> {
  const rows = await reading(database, () =>
    database.query<WordingRow>(wordingQuery(items)),
  );
  const before = new Map(rows.map((row) => [row.position, row]));
  const standIns = items.flatMap((item): StandIn[] => {
    const row = before.get(item.position);
    return row === undefined
      ? []
      : [
          {
            position: item.position,
            definitions: standIn(item, row, renaming.renames),
          },
        ];
  });
  return new Map(
    (await printedOrNot(database, standIns, renaming)).flatMap(
      ({ position, ...after }) => {
        const row = before.get(position);
        return row === undefined ? [] : [[position, { ...row, ...after }]];
      },
    ),
  );
}

interface StandIn {
  readonly position: number;
  readonly definitions: readonly string[];
}

/** One by one where the server refuses them all: what speaks of the whole row names the table, and cannot be made on another. */
async function printedOrNot(
  database: Database,
  standIns: readonly StandIn[],
  renaming: Renaming,
): Promise<readonly PrintedRow[]> {
  const all = await printed(database, standIns, renaming);
  if (all !== undefined || standIns.length === 1) return all ?? [];
  const each: PrintedRow[] = [];
  for (const one of standIns)
    each.push(...((await printed(database, [one], renaming)) ?? []));
  return each;
}

async function printed(
  database: Database,
  standIns: readonly StandIn[],
  { found, renames, place }: Renaming,
): Promise<readonly PrintedRow[] | undefined> {
  if (standIns.length === 0) return [];
  const definitions = standIns.flatMap((standIn) => standIn.definitions);
  try {
    await database.query(
      [
        "BEGIN",
        standingIn,
        ...definitions,
        ...typeRenames(found, renames, place),
      ].join(";\n"),
    );
    return await database.query<PrintedRow>(
      printedQuery(standIns.map(({ position }) => position)),
    );
  } catch {
    return undefined;
  } finally {
    await database.query("ROLLBACK");
  }
}

interface WordingRow extends Wording {
  readonly position: number;
}

type PrintedRow = Pick<WordingRow, "position" | "before" | "after">;

const copyName = (position: number): string => `${probeName(position)}_copy`;

/** A table with the same columns, with it alone, and its columns renamed. */
function standIn(
  { position, table, columnsOf }: Printable,
  { what, before, after }: Wording,
  renames: readonly Rename[],
): string[] {
  const copy = copyName(position);
  const name =
    what === "STATISTICS"
      ? `pg_temp.${probeName(position)}`
      : probeName(position);
  return [
    `CREATE TEMPORARY TABLE ${copy} (LIKE ${qualified(table)})`,
    `CREATE ${what} ${name}${before}${copy}${after}`,
    ...columnsOf.flatMap((of) => columnRenames(of, copy, renames)),
  ];
}

const wordingQuery = (items: readonly Printable[]): string => `
  WITH wanted(position, relation, definition) AS (VALUES ${items
    .map(
      ({ position, table, definition }) =>
        `(${position}, to_regclass(${literal(qualified(table))}), ${literal(definition)})`,
    )
    .join(", ")}
  ), found AS (
    SELECT w.position, w.definition,
           CASE WHEN i.indisunique THEN 'UNIQUE INDEX' ELSE 'INDEX' END AS what, quote_ident(x.relname) AS name,
           format('CREATE %sINDEX %I ON %I.%I', CASE WHEN i.indisunique THEN 'UNIQUE ' END, x.relname, n.nspname, c.relname) AS head,
           ' ON ' AS before, '' AS tail, obj_description(x.oid, 'pg_class') AS comment
      FROM wanted w
      JOIN pg_class c ON c.oid = w.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_index i ON i.indrelid = c.oid
      JOIN pg_class x ON x.oid = i.indexrelid AND ${indexDefinition} = w.definition
    UNION ALL
    SELECT w.position, w.definition, 'STATISTICS', format('%I.%I', n.nspname, s.stxname),
           format('CREATE STATISTICS %I.%I', n.nspname, s.stxname), NULL, w.relation::text, NULL
      FROM wanted w
      JOIN pg_statistic_ext s ON s.stxrelid = w.relation AND pg_get_statisticsobjdef(s.oid) = w.definition
      JOIN pg_namespace n ON n.oid = s.stxnamespace
  )
  SELECT position, what, name, comment,
         COALESCE(before, substr(definition, length(head) + 1, length(definition) - length(head) - length(tail))) AS "before",
         CASE WHEN before IS NULL THEN '' ELSE substr(definition, length(head) + 1) END AS "after"
    FROM found
   WHERE left(definition, length(head)) = head AND right(definition, length(tail)) = tail
   ORDER BY position`;

/** No name here has a blank in it, and none needs its schema. */
const printedQuery = (positions: readonly number[]): string => `
  WITH probe(position, name, copy) AS (VALUES ${positions
    .map(
      (position) =>
        `(${position}, ${literal(probeName(position))}, ${literal(copyName(position))})`,
    )
    .join(", ")}
  )
  SELECT p.position, ' ON ' AS "before", substr(d.definition, strpos(d.definition, ' USING ')) AS "after"
    FROM probe p
    JOIN pg_class x ON x.relname = p.name AND x.relnamespace = pg_my_temp_schema()
   CROSS JOIN LATERAL (SELECT pg_get_indexdef(x.oid) AS definition) d
  UNION ALL
  SELECT p.position, left(d.rest, length(d.rest) - length(p.copy)), ''
    FROM probe p
    JOIN pg_statistic_ext s ON s.stxname = p.name AND s.stxnamespace = pg_my_temp_schema()
   CROSS JOIN LATERAL (SELECT pg_get_statisticsobjdef(s.oid) AS definition) o
   CROSS JOIN LATERAL (SELECT substr(o.definition, strpos(o.definition, p.name) + length(p.name)) AS rest) d
   WHERE right(d.rest, length(p.copy) + 6) = ' FROM ' || p.copy`;
