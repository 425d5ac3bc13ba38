// Desired views as temporary ones, in a world where the tables that change have their new shape: so the server says how they read then.
import { mentions } from "../../operations/mentions";
import { equal } from "../../schema/equal";
import { idKey, idOf, tableByKey } from "../../schema/identity";
import type { Schema, Table, View } from "../../schema/schema";
import { inCreationOrder } from "../../schema/viewOrder";
import { probeName, refusals } from "./probe";
import { identifier, literal } from "./quote";
import { hasStandIn, standInsFor, withStandIns } from "./standIns";
import { temporaryTable } from "./tableStandIns";

/** A desired view whose query is typed otherwise than the live one is printed. */
export interface ViewProbe {
  readonly view: View;
  /** The temporary view, which other views can read where its name needs no schema. */
  readonly name: string;
  /** The live one, as it reads after renames, in the same world. */
  readonly live?: { readonly view: View; readonly name: string };
}

/** Predicates of indexes of a materialized view. */
export interface PredicateProbe {
  readonly index: View["indexes"][number];
  readonly name: string;
}

export interface ViewLedger {
  readonly probes: readonly ViewProbe[];
  readonly predicates: readonly PredicateProbe[];
  readonly definitions: readonly string[];
  /** Tables that are not in the database in the shape that they are to have. */
  readonly changing: ReadonlyMap<string, Table>;
}

export function viewLedgerOf(
  desired: Schema,
  live: Schema,
  found: Schema,
): ViewLedger {
  const liveViews = new Map(live.views.map((view) => [idKey(view), view]));
  const asked = inProbingOrder(desired.views).filter((view) => {
    const before = liveViews.get(idKey(view));
    return (
      before === undefined ||
      before.definition !== view.definition ||
      view.indexes.some(({ predicate }) => predicate !== undefined)
    );
  });
  if (asked.length === 0) return nothing;
  const probes = asked.map((view, number): ViewProbe => {
    const before = liveViews.get(idKey(view));
    const own = `${probeName(number)}_view`;
    return {
      view,
      name: view.schema === undefined ? view.name : own,
      ...(before === undefined
        ? {}
        : { live: { view: before, name: `${own}_live` } }),
    };
  });
  const predicates = probes.flatMap(({ view }, number) =>
    view.indexes.flatMap((index, position): PredicateProbe[] =>
      index.predicate === undefined
        ? []
        : [{ index, name: `${probeName(number)}_predicate_${position}` }],
    ),
  );
  const changing = changingTables(desired, live, found);
  const shaped = [...changing.values()].filter(
    (table) =>
      table.schema === undefined &&
      probes.some(({ view, live: before }) =>
        [view, ...(before === undefined ? [] : [before.view])].some(
          ({ definition }) => mentions(definition, table.name),
        ),
      ),
  );
  const nameOf = new Map(predicates.map(({ index, name }) => [index, name]));
  return {
    probes,
    predicates,
    changing,
    definitions: [
      attempts([
        ...shaped.map((table) => ({
          name: table.name,
          sql: temporaryTable(table),
        })),
        ...probes.map(({ name, view }) => made(name, view)),
        ...probes.flatMap(({ live: before }) =>
          before === undefined ? [] : [made(before.name, before.view)],
        ),
        ...probes.flatMap(({ name, view }) =>
          view.indexes.flatMap((index) => {
            const constraint = nameOf.get(index);
            return constraint === undefined
              ? []
              : [
                  {
                    name: constraint,
                    sql: `CREATE TEMPORARY TABLE ${constraint}_table (LIKE pg_temp.${identifier(name)}, CONSTRAINT ${constraint} CHECK (${index.predicate ?? ""}))`,
                  },
                ];
          }),
        ),
      ]),
    ],
  };
}

/** What a query may be speaking of comes before it, so that it is not the live view of that name that it reads. */
function inProbingOrder(views: readonly View[]): View[] {
  const byKey = new Map(views.map((view) => [idKey(view), view]));
  return inCreationOrder(
    views.map((view) => ({
      ...view,
      reads: [
        ...view.reads,
        ...views
          .filter(
            ({ name }) => name !== view.name && mentions(view.definition, name),
          )
          .map((read) => ({ ...idOf(read), columns: [] })),
      ],
    })),
  ).flatMap((view) => byKey.get(idKey(view)) ?? []);
}

const nothing: ViewLedger = {
  probes: [],
  predicates: [],
  definitions: [],
  changing: new Map(),
};

const made = (name: string, { definition }: View): Attempt => ({
  name,
  sql: `CREATE TEMPORARY VIEW ${identifier(name)} AS ${definition}`,
});

/** As they are to be, with new columns where the server puts them: at the end. */
function changingTables(
  desired: Schema,
  live: Schema,
  found: Schema,
): ReadonlyMap<string, Table> {
  const [present, before] = [tableByKey(found), tableByKey(live)];
  const types = standInsFor(desired, found);
  const changing = new Map<string, Table>();
  for (const table of desired.tables) {
    const there = present.get(idKey(table));
    const order = before.get(idKey(table))?.columns ?? [];
    const columns = inOrderOf(order, table.columns);
    const isSame =
      there !== undefined &&
      equal(there.primaryKey?.columns, table.primaryKey?.columns) &&
      equal(there.columns.map(shapeOf), columns.map(shapeOf)) &&
      !table.columns.some((column) => hasStandIn(column, types));
    if (!isSame)
      changing.set(idKey(table), withStandIns({ ...table, columns }, types));
  }
  return changing;
}

const shapeOf = ({ name, type, collation }: Table["columns"][number]) => ({
  name,
  type,
  collation,
});

function inOrderOf(
  order: Table["columns"],
  columns: Table["columns"],
): Table["columns"] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const known = order.flatMap(({ name }) => byName.get(name) ?? []);
  return [...new Set([...known, ...columns])];
}

/** Something that the server may refuse without refusing the rest. */
interface Attempt {
  readonly name: string;
  readonly sql: string;
}

// A subtransaction each. A view may read one that comes later, so it goes on as long as there is progress.
function attempts(items: readonly Attempt[]): string {
  const body = `
DECLARE
  names text[] := ARRAY[${items.map(({ name }) => literal(name)).join(", ")}];
  sqls text[] := ARRAY[${items.map(({ sql }) => literal(sql)).join(", ")}];
  done boolean[] := array_fill(false, ARRAY[${items.length}]);
  refused jsonb;
  progress boolean := true;
BEGIN
  WHILE progress LOOP
    progress := false;
    refused := '{}';
    FOR i IN 1 .. ${items.length} LOOP
      CONTINUE WHEN done[i];
      BEGIN
        EXECUTE sqls[i];
        done[i] := true;
        progress := true;
      EXCEPTION WHEN insufficient_privilege OR read_only_sql_transaction THEN
        RAISE;
      WHEN OTHERS THEN
        refused := refused || jsonb_build_object(names[i], SQLERRM);
      END;
    END LOOP;
    EXIT WHEN refused = '{}';
  END LOOP;
  PERFORM set_config(${literal(refusals)}, refused::text, true);
END`;
  return `DO ${literal(body)}`;
}
