// Desired views in the server's words, as far as it could be asked.
import { mentions } from "../../operations/mentions";
import { ExpressionError } from "../../schema/errors";
import { equal } from "../../schema/equal";
import { idKey, nameOf, tableByKey } from "../../schema/identity";
import type { Schema, Table, View, ViewRead } from "../../schema/schema";
import { queryText } from "../../schema/views";
import { readOf } from "./catalog/views";
import { missingExtensions } from "./extensions";
import {
  ownSchemaName,
  printedViewName,
  refusalName,
  type Printed,
  type PrintedView,
} from "./probe";
import { standInsFor } from "./standIns";
import type { ViewLedger, ViewProbe } from "./viewProbes";

/**
 * The views as the server prints them where the tables that change have their new shape. A query that it refuses there is wrong, unless it
 * may need what nothing can stand in for: a table or type that is new or changes and has its schema before its name, or an extension. Then the view is
 * made anew from its typed query, unverified.
 * @throws ExpressionError when the server does not accept a query.
 */
export function spelledViews(
  desired: Schema,
  live: Schema,
  found: Schema,
  ledger: ViewLedger,
  answers: ReadonlyMap<string, Printed>,
): readonly View[] {
  const knownViews = withKnownViews(desired, live).views;
  if (ledger.probes.length === 0) return knownViews;
  const probes = new Map(ledger.probes.map((probe) => [probe.view, probe]));
  const predicates = new Map(
    ledger.predicates.map(({ index, name }) => [index, name]),
  );
  const isReachable = reachable(
    desired,
    found,
    ledger,
    movingViews(ledger, answers),
    answers.get(ownSchemaName)?.expression ?? undefined,
  );
  return knownViews.map((known, position) => {
    const view = desired.views[position] ?? known;
    const probe = probes.get(view);
    if (probe === undefined) return known;
    return {
      ...spelledView(probe, answers, isReachable),
      indexes: view.indexes.map((index) => {
        const name = predicates.get(index);
        const predicate =
          name === undefined ? undefined : answers.get(name)?.expression;
        return predicate == null ? index : { ...index, predicate };
      }),
    };
  });
}

/** Where a query is typed as it is printed, all that is known of the live view is known of the desired one. */
export function withKnownViews(desired: Schema, live: Schema): Schema {
  const liveViews = new Map(live.views.map((view) => [idKey(view), view]));
  return {
    ...desired,
    views: desired.views.map((view) => {
      const before = liveViews.get(idKey(view));
      return before === undefined || before.definition !== view.definition
        ? view
        : {
            ...view,
            ...(before.columns === undefined
              ? {}
              : { columns: before.columns }),
            reads: before.reads,
          };
    }),
  };
}

function spelledView(
  { view, name, live }: ViewProbe,
  answers: ReadonlyMap<string, Printed>,
  isReachable: (view: View, printed: PrintedView | undefined) => boolean,
): View {
  const answer = answers.get(printedViewName(name));
  const printed = answer?.view ?? undefined;
  if (!isReachable(view, printed)) return view;
  if (printed === undefined || answer?.expression == null) {
    const reason = answers.get(refusalName(name))?.expression;
    throw new ExpressionError(
      `View "${nameOf(view)}": the server does not accept its query${reason == null ? "" : ` (${reason})`}. Correct the entity.`,
    );
  }
  const query = queryText(answer.expression);
  const alike =
    live !== undefined &&
    [
      live.view.definition,
      queryText(answers.get(printedViewName(live.name))?.expression ?? ""),
    ].includes(query);
  return {
    ...view,
    definition: alike ? live.view.definition : query,
    columns: printed.columns,
    reads: withDeclared(view.reads, printed.reads.map(readOf)),
  };
}

/** What the entity says that it needs counts too, whether or not its query speaks of it. */
function withDeclared(
  declared: readonly ViewRead[],
  printed: readonly ViewRead[],
): ViewRead[] {
  const known = new Set(printed.map(idKey));
  return [...printed, ...declared.filter((read) => !known.has(idKey(read)))];
}

/** Those that are not in the database with the columns that they are to have. */
const movingViews = (
  { probes }: ViewLedger,
  answers: ReadonlyMap<string, Printed>,
): readonly View[] =>
  probes
    .filter(
      ({ name, live }) =>
        live === undefined ||
        !equal(
          answers.get(printedViewName(name))?.view?.columns,
          live.view.columns,
        ),
    )
    .map(({ view }) => view);

/**
 * Whether what the server made of a query is what it will make of it after the migration. Not where the query reads the real table or view, by its
 * schema, while that changes, and may be speaking of it as a whole: a star stands for all columns.
 */
function reachable(
  desired: Schema,
  found: Schema,
  { changing }: ViewLedger,
  moving: readonly View[],
  ownSchema: string | undefined,
): (view: View, printed: PrintedView | undefined) => boolean {
  const present = new Map<string, Table | View>([
    ...tableByKey(found),
    ...found.views.map((view) => [idKey(view), view] as const),
  ]);
  const moves = new Set([...changing.keys(), ...moving.map(idKey)]);
  const beyond = [
    ...[...changing.values()].flatMap(({ schema = ownSchema }) => schema ?? []),
    ...[...standInsFor(desired, found).values()].flatMap(
      ({ enumType }) => enumType.schema ?? [],
    ),
  ];
  return (view, printed) => {
    if (printed === undefined)
      return (
        missingExtensions(desired, found).length === 0 &&
        !beyond.some((schema) => mentions(view.definition, schema)) &&
        !moving.some(
          ({ schema = ownSchema, name }) =>
            schema !== undefined &&
            mentions(view.definition, schema) &&
            mentions(view.definition, name),
        )
      );
    return !printed.reads.some((read) => {
      const key = idKey(readOf(read));
      if (read.temporary || !moves.has(key)) return false;
      const columns = present.get(key)?.columns ?? [];
      return columns.every(({ name }) => read.columns.includes(name));
    });
  };
}
