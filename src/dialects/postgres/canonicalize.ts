// The desired schema as the server would print it (DESIGN, principle 1): all that differs in text is probed in one batch.
import { ExpressionError } from "../../schema/errors";
import { columnName, idKey, nameOf, tableByKey } from "../../schema/identity";
import type {
  Check,
  Column,
  Exclusion,
  Index,
  Schema,
  Table,
} from "../../schema/schema";
import type { Canonical, Database } from "../dialect";
import { isForbidden, printed, probeName, type Printed } from "./probe";
import {
  conditionDefinitions,
  enumDefinitions,
  mentionedColumns,
  unprintableEnums,
  valueDefinitions,
  type ConditionProbe,
  type Probe,
  type ValueProbe,
} from "./probes";

/**
 * Replaces types, defaults, checks, predicates, exclusions and generation expressions by the server's own spelling wherever
 * they differ from the live ones. A table that is not there yet keeps its conditions as typed: there is nothing to compare them with.
 * @throws ExpressionError when the server does not accept one of them.
 */
export async function canonicalize(
  database: Database,
  desired: Schema,
  live: Schema,
): Promise<Canonical> {
  const ledger = ledgerOf(desired, live);
  if (ledger.probes.length === 0) return { schema: desired, verified: true };
  try {
    const answers = await ask(database, ledger, desired, live);
    return { schema: spelled(desired, ledger, answers), verified: true };
  } catch (error) {
    if (isForbidden(error)) return { schema: desired, verified: false };
    throw error;
  }
}

/** What is to be asked, each question once. */
interface Ledger {
  readonly probes: readonly Probe[];
  value(column: Column): Probe | undefined;
  condition(table: Table, expression: string): Probe | undefined;
}

function ledgerOf(desired: Schema, live: Schema): Ledger {
  const probes: Probe[] = [];
  const values = new Map<string, ValueProbe>();
  const conditions = new Map<string, ConditionProbe>();
  const liveTables = tableByKey(live);
  const unprintable = unprintableEnums(desired, live);
  const canonicalTypes = new Set(
    live.tables.flatMap((table) => table.columns.map((column) => column.type)),
  );

  const addValue = (table: Table, column: Column): void => {
    const key = valueKey(column);
    if (values.has(key)) return;
    const probe: ValueProbe = {
      kind: "value",
      name: probeName(probes.length),
      column,
      subject: `Column "${columnName(table, column.name)}"`,
    };
    values.set(key, probe);
    probes.push(probe);
  };
  const addCondition = (
    kind: ConditionProbe["kind"],
    table: Table,
    expression: string,
    subject: string,
    column?: Column,
  ): void => {
    const key = conditionKey(table, expression);
    if (conditions.has(key)) return;
    const probe: ConditionProbe = {
      kind,
      name: probeName(probes.length),
      table,
      expression,
      subject: `${subject} of table "${nameOf(table)}"`,
      ...(column === undefined ? {} : { type: column.type }),
    };
    conditions.set(key, probe);
    probes.push(probe);
  };

  for (const table of desired.tables) {
    const liveTable = liveTables.get(idKey(table));
    const liveColumns = new Map(
      liveTable?.columns.map((column) => [column.name, column]),
    );
    for (const column of table.columns) {
      if (column.enumType && unprintable.has(idKey(column.enumType))) continue;
      const before = liveColumns.get(column.name);
      const sameType = before?.type === column.type;
      const knownType =
        column.enumType !== undefined || canonicalTypes.has(column.type);
      if (
        !knownType ||
        (column.default !== undefined &&
          !(sameType && before.default === column.default))
      )
        addValue(table, column);
      if (
        liveTable !== undefined &&
        column.generation?.kind === "expression" &&
        !(
          before?.generation?.kind === "expression" &&
          before.generation.expression === column.generation.expression
        )
      )
        addCondition(
          "generated",
          table,
          column.generation.expression,
          `Generated column "${column.name}"`,
          column,
        );
    }
    if (liveTable === undefined) continue;
    const known = expressionsOf(liveTable);
    for (const check of table.checks)
      if (!known.has(check.expression))
        addCondition("check", table, check.expression, `Check "${check.name}"`);
    for (const { name, predicate } of table.indexes)
      if (predicate !== undefined && !known.has(predicate))
        addCondition("check", table, predicate, `The predicate of index "${name}"`);
    for (const exclusion of table.exclusions)
      if (!known.has(exclusion.expression))
        addCondition(
          "exclusion",
          table,
          exclusion.expression,
          `Exclusion "${exclusion.name}"`,
        );
  }
  return {
    probes,
    value: (column) => values.get(valueKey(column)),
    condition: (table, expression) =>
      conditions.get(conditionKey(table, expression)),
  };
}

const valueKey = (column: Column): string =>
  `${column.type}\u0000${column.default ?? ""}`;

/** Tables whose columns the text can be speaking of are alike share one probe. */
const conditionKey = (table: Table, expression: string): string =>
  [expression, ...mentionedColumns(table, expression).map(({ name, type, collation }) => `${name} ${type} ${collation ?? ""}`)].join("\u0000");

function expressionsOf(table: Table): ReadonlySet<string> {
  return new Set([
    ...table.checks.map((check) => check.expression),
    ...table.exclusions.map((exclusion) => exclusion.expression),
    ...table.indexes.flatMap((index) => index.predicate ?? []),
  ]);
}

/** All at once; when the server refuses, one by one, so that the error can say which. */
async function ask(
  database: Database,
  { probes }: Ledger,
  desired: Schema,
  live: Schema,
): Promise<ReadonlyMap<string, Printed>> {
  const enums = enumDefinitions(desired, live);
  const values = probes.filter((probe) => probe.kind === "value");
  const conditions = probes.filter((probe) => probe.kind !== "value");
  try {
    return await printed(database, [
      ...enums,
      ...valueDefinitions(values),
      ...conditionDefinitions(conditions, "mentioned"),
    ]);
  } catch (error) {
    if (isForbidden(error)) throw error;
    return askOneByOne(database, probes, enums);
  }
}

async function askOneByOne(
  database: Database,
  probes: readonly Probe[],
  enums: readonly string[],
): Promise<ReadonlyMap<string, Printed>> {
  const answers = new Map<string, Printed>();
  for (const probe of probes) {
    const definitions =
      probe.kind === "value"
        ? valueDefinitions([probe])
        : conditionDefinitions([probe], "all");
    try {
      const answer = await printed(database, [...enums, ...definitions]);
      const own = answer.get(probe.name);
      if (own !== undefined) answers.set(probe.name, own);
    } catch (error) {
      throw new ExpressionError(
        `${probe.subject}: the server does not accept ${probeText(probe)} (${error instanceof Error ? error.message : String(error)}). Correct the entity.`,
        { cause: error },
      );
    }
  }
  return answers;
}

function probeText(probe: Probe): string {
  if (probe.kind !== "value") return `\`${probe.expression}\``;
  const { type, default: expression } = probe.column;
  return expression === undefined
    ? `the type \`${type}\``
    : `the type \`${type}\` with the default \`${expression}\``;
}

function spelled(
  desired: Schema,
  ledger: Ledger,
  answers: ReadonlyMap<string, Printed>,
): Schema {
  const printedValue = (column: Column): Printed | undefined =>
    answers.get(ledger.value(column)?.name ?? "");
  const printedText = (table: Table, expression: string): string =>
    answers.get(ledger.condition(table, expression)?.name ?? "")?.expression ??
    expression;

  const column = (table: Table, typed: Column): Column => {
    const value = printedValue(typed);
    const { default: _typedDefault, ...rest } = typed;
    const type = typed.enumType === undefined ? value?.type : undefined;
    const expression = value === undefined ? typed.default : value.expression;
    return {
      ...rest,
      ...(type == null ? {} : { type }),
      ...(expression == null ? {} : { default: expression }),
      ...(typed.generation?.kind === "expression"
        ? {
            generation: {
              ...typed.generation,
              expression: printedText(table, typed.generation.expression),
            },
          }
        : {}),
    };
  };
  const check = (table: Table, typed: Check): Check => ({
    ...typed,
    expression: printedText(table, typed.expression),
  });
  const exclusion = (table: Table, typed: Exclusion): Exclusion => ({
    ...typed,
    expression: printedText(table, typed.expression),
  });
  const index = (table: Table, typed: Index): Index =>
    typed.predicate === undefined
      ? typed
      : { ...typed, predicate: printedText(table, typed.predicate) };

  return {
    ...desired,
    tables: desired.tables.map((table) => ({
      ...table,
      columns: table.columns.map((typed) => column(table, typed)),
      checks: table.checks.map((typed) => check(table, typed)),
      exclusions: table.exclusions.map((typed) => exclusion(table, typed)),
      indexes: table.indexes.map((typed) => index(table, typed)),
    })),
  };
}

