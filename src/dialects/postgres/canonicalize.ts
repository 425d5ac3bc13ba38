// The desired schema as the server would print it (DESIGN, principle 1): all that differs in text is probed in one batch.
import { mapped } from "../../schema/mapped";
import type { Check, Column, Exclusion, Schema } from "../../schema/schema";
import { ExpressionError } from "../../schema/errors";
import type { Canonical, Database } from "../dialect";
import { withCollations } from "./collations";
import { withDomains } from "./domains";
import { withFrozenDefaults } from "./frozenDefaults";
import { withoutOwnType } from "./constant";
import { ask } from "./ask";
import { spelledViews, withKnownViews } from "./desiredViews";
import { missingExtensions } from "./extensions";
import { ledgerOf, type Ledger } from "./ledger";
import { isForbidden, type Printed } from "./probe";
import type { Probe } from "./probes";
import { asLive, unlike } from "./printedAgain";
import { withSequences } from "./sequences";
import { withStorage } from "./storage";
import { viewLedgerOf } from "./viewProbes";

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
    withFrozenDefaults(withDomains(withCollations(asked, live), live), live),
    live,
    found,
  );
  const settled = verified
    ? await printedAgain(database, schema, live, found)
    : schema;
  return { schema: withStorage(withSequences(settled, live), live), verified };
}

/** Only where something reads otherwise than the live one is anything asked. */
async function printedAgain(
  database: Database,
  once: Schema,
  live: Schema,
  found: Schema,
): Promise<Schema> {
  const other = unlike(live, once);
  if (other === undefined) return once;
  try {
    const again = await inServersWords(database, other, live, found);
    return asLive(live, once, again.schema);
  } catch (error) {
    // What was printed for a temporary object need not be understood for another.
    if (error instanceof ExpressionError) return once;
    throw error;
  }
}

async function inServersWords(
  database: Database,
  desired: Schema,
  live: Schema,
  found: Schema,
): Promise<Canonical> {
  const ledger = ledgerOf(desired, live, found);
  const views = viewLedgerOf(desired, live, found);
  if (ledger.probes.length + views.probes.length === 0)
    return { schema: withKnownViews(desired, live), verified: true };
  try {
    const answers = await ask(
      database,
      ledger,
      views,
      missingExtensions(desired, found),
    );
    const schema = {
      ...spelled(desired, ledger, answers),
      views: spelledViews(desired, live, found, views, answers),
    };
    return { schema, verified: true };
  } catch (error) {
    if (isForbidden(error)) return { schema: desired, verified: false };
    throw error;
  }
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
  const expressed = <Item extends Check | Exclusion>(item: Item): Item =>
    conditionOf.has(item)
      ? { ...item, expression: printedText(item, item.expression) }
      : item;

  return {
    ...desired,
    tables: desired.tables.map((table) => ({
      ...table,
      columns: mapped(table.columns, column),
      checks: mapped(table.checks, expressed),
      exclusions: mapped(table.exclusions, expressed),
      indexes: mapped(table.indexes, (index) =>
        index.predicate === undefined
          ? index
          : { ...index, predicate: printedText(index, index.predicate) },
      ),
    })),
  };
}
