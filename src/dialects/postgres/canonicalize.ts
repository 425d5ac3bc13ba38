// The desired schema as the server would print it (DESIGN, principle 1): all that differs in text is probed in one batch.
import { ExpressionError, LockedError } from "../../schema/errors";
import type { Check, Column, Exclusion, Schema } from "../../schema/schema";
import type { Canonical, Database } from "../dialect";
import { withDomains } from "./domains";
import { withFrozenDefaults } from "./frozenDefaults";
import { withoutOwnType } from "./constant";
import { ledgerOf, type Ledger } from "./ledger";
import { isForbidden, printed, type Printed } from "./probe";
import {
  conditionDefinitions,
  enumDefinitions,
  valueDefinitions,
  wholeDefinition,
  type Probe,
} from "./probes";
import { withSequences } from "./sequences";

/**
 * Replaces types, defaults, checks, predicates, exclusions and generation expressions by the server's own spelling wherever
 * they differ from the live ones. A table that is not there yet keeps its expressions as typed: there is nothing to compare them with.
 * @throws ExpressionError when the server does not accept one of them.
 */
export async function canonicalize(
  database: Database,
  asked: Schema,
  live: Schema,
  found: Schema,
): Promise<Canonical> {
  const { schema, verified } = await inServersWords(
    database,
    withFrozenDefaults(withDomains(asked, live), live),
    live,
    found,
  );
  return { schema: withSequences(schema, live), verified };
}

async function inServersWords(
  database: Database,
  desired: Schema,
  live: Schema,
  found: Schema,
): Promise<Canonical> {
  const ledger = ledgerOf(desired, live, found);
  if (ledger.probes.length === 0) return { schema: desired, verified: true };
  try {
    const answers = await ask(database, ledger, desired, found);
    return { schema: spelled(desired, ledger, answers), verified: true };
  } catch (error) {
    if (isForbidden(error)) return { schema: desired, verified: false };
    throw error;
  }
}

/** All at once; when the server refuses, one by one, so that the error can say which. */
async function ask(
  database: Database,
  { probes }: Ledger,
  desired: Schema,
  found: Schema,
): Promise<ReadonlyMap<string, Printed>> {
  const enums = enumDefinitions(desired, found);
  const values = probes.filter((probe) => probe.kind === "value");
  const conditions = probes.filter((probe) => probe.kind !== "value");
  try {
    return await printed(database, [
      ...enums,
      ...valueDefinitions(values),
      ...conditionDefinitions(conditions),
    ]);
  } catch (error) {
    if (isForbidden(error) || error instanceof LockedError) throw error;
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
    try {
      const own = await askOne(database, probe, enums);
      if (own !== undefined) answers.set(probe.name, own);
    } catch (error) {
      if (probe.kind !== "value" && probe.unprintable) continue;
      throw new ExpressionError(
        `${probe.subject}: the server does not accept ${probeText(probe)} (${error instanceof Error ? error.message : String(error)}). Correct the entity.`,
        { cause: error },
      );
    }
  }
  return answers;
}

async function askOne(
  database: Database,
  probe: Probe,
  enums: readonly string[],
): Promise<Printed | undefined> {
  const ask = async (definitions: readonly string[]) =>
    (await printed(database, [...enums, ...definitions])).get(probe.name);
  if (probe.kind === "value") return ask(valueDefinitions([probe]));
  // A column whose name is written in an unusual way is not seen, and one that is not needed may be of a type that does not exist yet.
  return ask(conditionDefinitions([probe])).catch(() =>
    ask(wholeDefinition(probe)),
  );
}

function probeText(probe: Probe): string {
  if (probe.kind !== "value") return `\`${probe.expression}\``;
  const { type, default: expression } = probe.column;
  return expression === undefined
    ? `the type \`${type}\``
    : `the type \`${type}\` with the default \`${expression}\``;
}

function printedDefault({ expression, type }: Printed): string | null {
  return expression === null || type === null
    ? expression
    : withoutOwnType(expression, type);
}

function spelled(
  desired: Schema,
  { valueOf, conditionOf }: Ledger,
  answers: ReadonlyMap<string, Printed>,
): Schema {
  const answered = (probe: Probe | undefined): Printed | undefined =>
    probe && answers.get(probe.name);
  const printedText = (item: object, typed: string): string =>
    answered(conditionOf.get(item))?.expression ?? typed;

  const column = (typed: Column): Column => {
    const probe = valueOf.get(typed);
    if (probe === undefined && !conditionOf.has(typed)) return typed;
    const answer = answered(probe);
    const type = typed.enumType === undefined ? answer?.type : undefined;
    const { default: typedDefault, ...rest } = typed;
    const asked = answer !== undefined && probe?.column.default !== undefined;
    const expression = asked ? printedDefault(answer) : typedDefault;
    return {
      ...rest,
      ...(type == null ? {} : { type }),
      // The server drops a default that is NULL.
      ...(expression == null ? {} : { default: expression }),
      ...(typed.generation?.kind === "expression"
        ? {
            generation: {
              ...typed.generation,
              expression: printedText(typed, typed.generation.expression),
            },
          }
        : {}),
    };
  };
  const expressed = <Item extends Check | Exclusion>(item: Item): Item => ({
    ...item,
    expression: printedText(item, item.expression),
  });

  return {
    ...desired,
    tables: desired.tables.map((table) => ({
      ...table,
      columns: table.columns.map(column),
      checks: table.checks.map(expressed),
      exclusions: table.exclusions.map(expressed),
      indexes: table.indexes.map((index) =>
        index.predicate === undefined
          ? index
          : { ...index, predicate: printedText(index, index.predicate) },
      ),
    })),
  };
}
