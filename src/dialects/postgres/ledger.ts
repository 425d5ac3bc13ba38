// Which types and expressions have to be put to the server: those that are spelled otherwise than the live ones.
import { idKey, nameOf, columnName, tableByKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import { probeName } from "./probe";
import {
  mentionedColumns,
  type ConditionProbe,
  type Probe,
  type ValueProbe,
} from "./probes";
import { comingSequences } from "./sequenceCalls";
import {
  hasStandIn,
  standing,
  standInsFor,
  withStandIns,
  type StandIn,
} from "./standIns";

/** What is asked, each question once, and for which object of the desired schema. */
export interface Ledger {
  readonly probes: readonly Probe[];
  /** The statements that make sequences which the probes speak of and which are not there yet. */
  readonly sequences: readonly string[];
  /** Temporary enum types that the probes speak of. */
  readonly standIns: readonly StandIn[];
  readonly valueOf: ReadonlyMap<Column, ValueProbe>;
  /** By the column, check, exclusion or index that has the expression. */
  readonly conditionOf: ReadonlyMap<object, ConditionProbe>;
}

/** A table that is not there yet has its types asked for, and nothing else: there is nothing to compare its expressions with. */
export function ledgerOf(desired: Schema, live: Schema, found: Schema): Ledger {
  const probes: Probe[] = [];
  const once = new Map<string, Probe>();
  const ask = <P extends Probe>(key: string, probe: Omit<P, "name">): P => {
    const known = once.get(key);
    if (known !== undefined) return known as P;
    const fresh = { ...probe, name: probeName(probes.length) } as P;
    once.set(key, fresh);
    probes.push(fresh);
    return fresh;
  };
  const liveTables = tableByKey(live);
  const canonicalTypes = new Set<string>();
  for (const { columns } of live.tables)
    for (const { type } of columns) canonicalTypes.add(type);
  const standIns = standInsFor(desired, found);
  const valueOf = new Map<Column, ValueProbe>();
  const conditionOf = new Map<object, ConditionProbe>();

  for (const table of desired.tables) {
    const liveTable = liveTables.get(idKey(table));
    const liveColumns = new Map(
      liveTable?.columns.map((column) => [column.name, column]),
    );
    for (const column of table.columns) {
      const asked = questionOn(column, liveTable, liveColumns, canonicalTypes);
      if (asked !== undefined)
        valueOf.set(
          column,
          ask<ValueProbe>(valueKey(asked), {
            kind: "value",
            column: standing(asked, standIns),
            subject: `Column "${columnName(table, column.name)}"`,
            ...(hasStandIn(asked, standIns) ? { actual: asked } : {}),
          }),
        );
    }
    if (liveTable === undefined) continue;
    const stood = withStandIns(table, standIns);
    for (const { item, probe } of conditionsOf(table, liveTable, liveColumns))
      conditionOf.set(
        item,
        ask<ConditionProbe>(conditionKey(table, probe), {
          ...probe,
          table: stood,
          ...(stood === table ? {} : { actual: table }),
        }),
      );
  }
  const sequences = comingSequences(
    probes.flatMap((probe) =>
      probe.kind === "value" ? (probe.column.default ?? []) : [],
    ),
    desired,
    live,
    found,
  );
  return {
    probes,
    standIns: [...standIns.values()],
    sequences,
    valueOf,
    conditionOf,
  };
}

/** The column with what of it has to be asked: its type, or its default too. */
function questionOn(
  column: Column,
  liveTable: Table | undefined,
  liveColumns: ReadonlyMap<string, Column>,
  canonicalTypes: ReadonlySet<string>,
): Column | undefined {
  const before = liveColumns.get(column.name);
  if (
    liveTable !== undefined &&
    column.default !== undefined &&
    !(before?.type === column.type && before.default === column.default)
  )
    return column;
  if (column.enumType !== undefined || canonicalTypes.has(column.type))
    return undefined;
  const { default: _default, ...bare } = column;
  return bare;
}

interface Condition {
  readonly item: object;
  readonly probe: Omit<ConditionProbe, "name" | "table" | "actual">;
}

function conditionsOf(
  table: Table,
  liveTable: Table,
  liveColumns: ReadonlyMap<string, Column>,
): Condition[] {
  const known = new Set([
    ...liveTable.checks.map((check) => check.expression),
    ...liveTable.exclusions.map((exclusion) => exclusion.expression),
    ...liveTable.indexes.flatMap((index) => index.predicate ?? []),
  ]);
  const of = `of table "${nameOf(table)}"`;
  return [
    ...table.columns.flatMap((column): Condition[] => {
      const before = liveColumns.get(column.name)?.generation;
      if (column.generation?.kind !== "expression") return [];
      const { expression } = column.generation;
      return before?.kind === "expression" && before.expression === expression
        ? []
        : [
            {
              item: column,
              probe: {
                kind: "generated",
                expression,
                type: column.type,
                subject: `Generated column "${column.name}" ${of}`,
              },
            },
          ];
    }),
    ...table.checks.map((item): Condition => ({
      item,
      probe: {
        kind: "check",
        expression: item.expression,
        subject: `Check "${item.name}" ${of}`,
      },
    })),
    ...table.indexes.flatMap((item): Condition[] =>
      item.predicate === undefined
        ? []
        : [
            {
              item,
              probe: {
                kind: "check",
                expression: item.predicate,
                subject: `The predicate of index "${item.name}" ${of}`,
              },
            },
          ],
    ),
    ...table.exclusions.map((item): Condition => ({
      item,
      probe: {
        kind: "exclusion",
        expression: item.expression,
        subject: `Exclusion "${item.name}" ${of}`,
      },
    })),
  ].filter(({ probe }) => !known.has(probe.expression));
}

const valueKey = ({ type, default: expression }: Column): string =>
  JSON.stringify(["value", type, expression]);

/** Tables whose columns the text can be speaking of are alike share one probe. */
const conditionKey = (
  table: Table,
  {
    kind,
    expression,
    type,
  }: Pick<ConditionProbe, "kind" | "expression" | "type">,
): string =>
  JSON.stringify([
    kind,
    expression,
    type,
    mentionedColumns(table, expression).map((column) => [
      column.name,
      column.type,
      column.collation,
    ]),
  ]);
