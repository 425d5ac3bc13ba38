// Whether what is made by hand can be made again once columns have other types: tried on tables that stand in, in a transaction that is rolled back.
import { LockedError } from "../../../schema/errors";
import {
  columnName,
  idKey,
  idOf,
  nameOf,
  sameId,
  tableByKey,
} from "../../../schema/identity";
import type { Handmade, ObjectId, View } from "../../../schema/schema";
import { inCreationOrder } from "../../../schema/viewOrder";
import type { ColumnRef, Database, Rehearsed } from "../../dialect";
import { printed, refusalName, refusals } from "../probe";
import { identifier, literal } from "../quote";
import { standInsFor, withStandIns } from "../standIns";
import { temporaryTable } from "../tableStandIns";

/**
 * Those that the server refuses then, as what stands in the way of the new type. Only what it prints without a schema can be tried: that finds the
 * tables that stand in. None where no table can stand in.
 * @throws LockedError when another session keeps something under a lock.
 */
export async function unfit(
  database: Database,
  rehearsed: Rehearsed,
): Promise<readonly Handmade[]> {
  const acts = [
    ...rehearsed.handmade.flatMap((object) => actOf(object, rehearsed.columns)),
    ...viewActs(rehearsed.views, rehearsed.columns),
  ];
  if (acts.length === 0) return [];
  const stage = stageOf(acts, rehearsed);
  try {
    const answers = await printed(
      database,
      [...stage.tables, attempts(acts.map(({ sql }) => sql))],
      stage.standIns,
    );
    return acts.flatMap(({ object }, position) =>
      answers.has(refusalName(String(position))) ? [object] : [],
    );
  } catch (error) {
    if (error instanceof LockedError) throw error;
    // No right to make temporary tables, or a type that an extension of this very file brings.
    return [];
  }
}

interface Act {
  /** What it is in the way as. */
  readonly object: Handmade;
  readonly sql: string;
  /** The tables that have to stand in for it to be about them. */
  readonly tables: readonly ObjectId[];
}

function actOf(object: Handmade, columns: readonly ColumnRef[]): Act[] {
  const { table, up, uses } = object;
  const [definition] = up;
  const changing = among(uses, columns);
  if (table === undefined || definition === undefined || changing.length === 0)
    return [];
  const tables = [table, ...changing.map((use) => use.table)];
  const sql = statementOf(object, table, definition);
  return sql === undefined || tables.some(hasSchema)
    ? []
    : [{ object: { ...object, keeps: "types", uses: changing }, sql, tables }];
}

/** The same on what stands in; undefined for what cannot be tried. */
function statementOf(
  { subject, name }: Handmade,
  table: ObjectId,
  definition: string,
): string | undefined {
  const from = (word: string): string | undefined =>
    name.includes(word) || !definition.includes(word)
      ? undefined
      : definition.slice(definition.indexOf(word));
  const made = (start: string, rest: string | undefined) =>
    rest === undefined ? undefined : start + rest;
  switch (subject) {
    case "policy":
    case "trigger":
    case "rule":
      return definition;
    // These are printed with their schema: the table's, or their own.
    case "index":
      return made(`CREATE INDEX ON ${identifier(table.name)}`, from(" USING "));
    case "statistics":
      return made(
        `CREATE STATISTICS pg_temp.${identifier(name)}`,
        from(" ON "),
      );
    default:
      return undefined;
  }
}

/** In an order in which they can be made. A view on a view rests on the same columns. */
function viewActs(
  views: readonly View[],
  columns: readonly ColumnRef[],
): Act[] {
  const under = new Map<string, readonly ColumnRef[]>();
  return inCreationOrder(views).flatMap((view): Act[] => {
    const changing = view.reads.flatMap((read) => [
      ...(under.get(idKey(read)) ?? []),
      ...columns.filter(
        ({ table, column }) =>
          sameId(table, idOf(read)) && read.columns.includes(column),
      ),
    ]);
    under.set(idKey(view), changing);
    const tables = changing.map(({ table }) => table);
    if (changing.length === 0 || [view, ...tables].some(hasSchema)) return [];
    return [
      {
        object: {
          subject: "view",
          name: nameOf(view),
          uses: changing,
          usesTables: [],
          goesWith: "nothing",
          keeps: "types",
          down: [],
          up: [],
        },
        sql: `CREATE TEMPORARY VIEW ${identifier(view.name)} AS ${view.definition}`,
        tables,
      },
    ];
  });
}

/** The server looks for names of its own first. */
const hasSchema = ({ schema, name }: ObjectId): boolean =>
  schema !== undefined || name.startsWith("pg_");

const among = (
  uses: readonly ColumnRef[],
  columns: readonly ColumnRef[],
): ColumnRef[] => {
  const wanted = new Set(
    columns.map(({ table, column }) => columnName(table, column)),
  );
  return uses.filter(({ table, column }) =>
    wanted.has(columnName(table, column)),
  );
};

/** Tables as they are to be, and as they are where they are not compared. */
function stageOf(acts: readonly Act[], { desired, found }: Rehearsed) {
  const known = tableByKey(desired);
  const standIns = standInsFor(desired, found);
  const ids = new Map(
    acts.flatMap(({ tables }) => tables).map((id) => [idKey(id), id]),
  );
  return {
    standIns: [...standIns.values()],
    tables: [...ids].map(([key, { name }]) => {
      const table = known.get(key);
      return table === undefined
        ? `CREATE TEMPORARY TABLE ${identifier(name)} (LIKE ${identifier(name)})`
        : temporaryTable(withStandIns(table, standIns));
    }),
  };
}

/**
 * Runs each, and writes down by its number what is refused for its types: "PostgreSQL Error Codes" in the manual. Whatever else it lacks on this stage
 * says nothing of the real one.
 */
function attempts(statements: readonly string[]): string {
  const body = `DECLARE
  refused jsonb := '{}';
  sqls text[] := ARRAY[${statements.map(literal).join(", ")}]::text[];
BEGIN
  FOR i IN 1 .. cardinality(sqls) LOOP
    BEGIN
      EXECUTE sqls[i];
    EXCEPTION
      WHEN undefined_function OR ambiguous_function OR datatype_mismatch OR cannot_coerce OR invalid_text_representation THEN
        refused := refused || jsonb_build_object((i - 1)::text, SQLERRM);
      WHEN OTHERS THEN
    END;
  END LOOP;
  PERFORM set_config(${literal(refusals)}, refused::text, true);
END`;
  return `DO ${literal(body)}`;
}
