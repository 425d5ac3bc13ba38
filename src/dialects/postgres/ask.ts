// Puts the questions of a ledger to the server: all at once, and one by one when it refuses.
import { ExpressionError, LockedError } from "../../schema/errors";
import type { Database } from "../dialect";
import { createExtensions } from "./extensions";
import type { Ledger } from "./ledger";
import { isForbidden, printed, type Printed } from "./probe";
import {
  conditionDefinitions,
  valueDefinitions,
  wholeDefinition,
  type Probe,
} from "./probes";
import type { StandIn } from "./standIns";
import type { ViewLedger } from "./viewProbes";

/** What every question needs. */
interface Bench {
  readonly extensions: readonly string[];
  readonly standIns: readonly StandIn[];
  /** The statements that make sequences which are not there yet. */
  readonly sequences: readonly string[];
  /** A type may be of an extension that is neither there nor can be made: what the server refuses stays as it was typed. */
  readonly lacking: boolean;
}

/**
 * How the server prints what the ledger asks for, by the name of the probe; a type that is an extension's is asked for beside the extension.
 * @throws ExpressionError that names what the server does not accept.
 */
export async function ask(
  database: Database,
  { probes, standIns, sequences }: Ledger,
  views: ViewLedger,
  extensions: readonly string[],
): Promise<ReadonlyMap<string, Printed>> {
  const bench = { extensions, standIns, sequences, lacking: false };
  const values = probes.filter((probe) => probe.kind === "value");
  const conditions = probes.filter((probe) => probe.kind !== "value");
  const all = [
    ...valueDefinitions(values),
    ...conditionDefinitions(conditions),
    ...views.definitions,
  ];
  try {
    return await answered(database, bench, all);
  } catch (error) {
    if (error instanceof LockedError) throw error;
    if (extensions.length > 0) {
      const possible = await possibleExtensions(database, extensions);
      if (possible.length < extensions.length)
        return askApart(database, probes, views, {
          extensions: possible,
          standIns,
          sequences,
          lacking: true,
        });
    } else if (isForbidden(error)) throw error;
    return askApart(database, probes, views, bench);
  }
}

/** A view that the server refuses is no obstacle to others, so that all of them can still be asked for together. */
const askApart = async (
  database: Database,
  probes: readonly Probe[],
  views: ViewLedger,
  bench: Bench,
): Promise<ReadonlyMap<string, Printed>> =>
  new Map([
    ...(views.probes.length === 0
      ? []
      : await answered(database, bench, views.definitions)),
    ...(await askOneByOne(database, probes, bench)),
  ]);

const answered = (
  database: Database,
  { extensions, standIns, sequences }: Bench,
  definitions: readonly string[],
) =>
  printed(
    database,
    [...createExtensions(extensions), ...sequences, ...definitions],
    standIns,
  );

/** Those that this role can make on this server. */
async function possibleExtensions(
  database: Database,
  extensions: readonly string[],
): Promise<string[]> {
  const possible: string[] = [];
  for (const extension of extensions)
    if (
      await printed(database, createExtensions([extension])).then(
        () => true,
        () => false,
      )
    )
      possible.push(extension);
  return possible;
}

async function askOneByOne(
  database: Database,
  probes: readonly Probe[],
  bench: Bench,
): Promise<ReadonlyMap<string, Printed>> {
  const answers = new Map<string, Printed>();
  for (const probe of probes) {
    try {
      const own = await askOne(database, probe, bench);
      if (own !== undefined) answers.set(probe.name, own);
    } catch (error) {
      if (isForbidden(error)) throw error;
      if (bench.lacking || probe.actual !== undefined) continue;
      throw new ExpressionError(
        `${probe.subject}: the server does not accept ${probeText(probe)} (${error instanceof Error ? error.message : String(error)}). Correct the entity.`,
        { cause: error },
      );
    }
  }
  return answers;
}

/** In each way in which the server may understand it, the likeliest first. */
async function askOne(
  database: Database,
  probe: Probe,
  bench: Bench,
): Promise<Printed | undefined> {
  const ways = [
    { probe, bench },
    ...(probe.actual === undefined
      ? []
      : [{ probe: onActualTypes(probe), bench: { ...bench, standIns: [] } }]),
  ];
  const refusals: unknown[] = [];
  for (const way of ways)
    for (const definitions of definitionsOf(way.probe))
      try {
        const answers = await answered(database, way.bench, definitions);
        return answers.get(probe.name);
      } catch (error) {
        if (isForbidden(error)) throw error;
        refusals.push(error);
      }
  throw refusals[0];
}

/** A column whose name is written in an unusual way is not seen, and one that is not needed may be of a type that does not exist yet. */
const definitionsOf = (probe: Probe): string[][] =>
  probe.kind === "value"
    ? [valueDefinitions([probe])]
    : [conditionDefinitions([probe]), wholeDefinition(probe)];

function onActualTypes(probe: Probe): Probe {
  if (probe.kind === "value")
    return { ...probe, column: probe.actual ?? probe.column };
  return { ...probe, table: probe.actual ?? probe.table };
}

function probeText(probe: Probe): string {
  if (probe.kind !== "value") return `\`${probe.expression}\``;
  const { type, default: expression } = probe.column;
  return expression === undefined
    ? `the type \`${type}\``
    : `the type \`${type}\` with the default \`${expression}\``;
}
