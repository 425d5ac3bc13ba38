// How views read after renames: the server renames temporary stand-ins of the tables that they read, and prints them.
import {
  originalNames,
  type OriginalNames,
  type Rename,
} from "../../operations/rename";
import type { TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import { probeName } from "./probe";
import { identifier, literal } from "./quote";
import { patience } from "./reading";

interface Defined {
  readonly schema: string | null;
  readonly name: string;
  readonly definition: string;
}

/**
 * The definitions after the renames, in the order of the views, which is that of dropping them. A temporary table stands in for one that
 * needs no schema before its name; what cannot be asked stays as it is, and then the migration fails instead of changing a view.
 */
export async function definitionsAfter(
  database: Database,
  views: readonly Defined[],
  renames: readonly Rename[],
): Promise<readonly string[]> {
  const before = views.map(({ definition }) => definition);
  const standIns = standInsFor(renames);
  if (views.length === 0 || standIns.length === 0) return before;
  const names = views.map(({ schema, name }, position) =>
    schema === null ? name : probeName(position),
  );
  const made = views.map(
    ({ definition }, position) =>
      `CREATE TEMPORARY VIEW ${identifier(names[position] ?? "")} AS ${definition}`,
  );
  try {
    await database.query(
      [
        "BEGIN",
        patience,
        ...standIns.flatMap(({ create }) => create),
        ...made.reverse(),
        ...standIns.flatMap(({ columns }) => columns),
        ...standIns.flatMap(({ aside }) => aside),
        ...standIns.flatMap(({ renamed }) => renamed),
      ].join(";\n"),
    );
    const rows = await database.query<{ readonly definition: string | null }>(
      readBackQuery(names),
    );
    return before.map((text, position) => rows[position]?.definition ?? text);
  } catch {
    return before;
  } finally {
    await database.query("ROLLBACK");
  }
}

const readBackQuery = (names: readonly string[]): string => `
  SELECT pg_get_viewdef(c.oid) AS "definition"
    FROM unnest(ARRAY[${names.map(literal).join(", ")}]::text[]) WITH ORDINALITY wanted(name, position)
    LEFT JOIN pg_class c ON c.relnamespace = pg_my_temp_schema() AND c.relname = wanted.name AND c.relkind = 'v'
   ORDER BY wanted.position`;

/** A temporary table of the old name, and the statements that give it its new names, by way of names that nothing has. */
interface StandIn {
  readonly create: string;
  readonly columns: readonly string[];
  readonly aside: readonly string[];
  readonly renamed: readonly string[];
}

function standInsFor(renames: readonly Rename[]): StandIn[] {
  const original = originalNames(renames);
  const tables = new Map<string, TableId>();
  for (const rename of renames) {
    if (rename.kind === "renameTable") tables.set(rename.from.name, rename.to);
    if (rename.kind === "renameColumn")
      tables.set(original.table(rename.table).name, rename.table);
  }
  return [...tables.values()]
    .filter((to) => (original.table(to).schema ?? to.schema) === undefined)
    .map((to, position) => standInFor(to, position, renames, original));
}

function standInFor(
  to: TableId,
  position: number,
  renames: readonly Rename[],
  original: OriginalNames,
): StandIn {
  const from = original.table(to).name;
  const table = `pg_temp.${identifier(from)}`;
  const aside = `${probeName(position)}_aside`;
  const columns = renames
    .filter((rename) => rename.kind === "renameColumn")
    .filter(
      ({ table: { schema, name } }) => schema === undefined && name === to.name,
    );
  return {
    // The primary key may be what a GROUP BY rests on.
    create: `CREATE TEMPORARY TABLE ${identifier(from)} (LIKE ${identifier(from)} INCLUDING INDEXES)`,
    columns: [
      ...columns.map(
        (rename, number) =>
          `ALTER TABLE ${table} RENAME COLUMN ${identifier(rename.from)} TO ${probeName(number)}`,
      ),
      ...columns.map(
        (rename, number) =>
          `ALTER TABLE ${table} RENAME COLUMN ${probeName(number)} TO ${identifier(rename.to)}`,
      ),
    ],
    aside: from === to.name ? [] : [`ALTER TABLE ${table} RENAME TO ${aside}`],
    renamed:
      from === to.name
        ? []
        : [`ALTER TABLE pg_temp.${aside} RENAME TO ${identifier(to.name)}`],
  };
}
