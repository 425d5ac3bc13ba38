// The desired schema as the server would print it (DESIGN, principle 1): whatever differs in text from its live counterpart is put to the server, both sides alike.
import { ExpressionError } from "../../schema/errors";
import { columnName, idKey, nameOf, tableByKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import type { Canonical, Database, Server } from "../dialect";
import { carried, withLiveBits } from "./carry";
import { spelledViews } from "./desiredViews";
import { questionsOf, type Question } from "./ledger";
import { requireLabelsApart } from "./labelsApart";
import { withLongIndexes } from "./longIndexes";
import {
  columnsIn,
  described,
  isForbidden,
  printed,
  probeName,
  type Probe,
} from "./probe";
import { requireOneCollation } from "./oneCollation";
import { hasReferrers, withReferringCollations } from "./referringCollations";
import { readType } from "./types";
import { usualCollations } from "./usualCollations";
import type { Variant } from "./variant";

/**
 * Two texts that the server prints in one way are one: the desired one is then spelled as the live one is. Neither has to be understood here.
 * A table that is not there yet keeps its expressions as typed, once the server accepts them: there is nothing to compare them with.
 * @throws ExpressionError that names the culprit, when the server accepts what is typed nowhere.
 */
export async function canonicalize(
  database: Database,
  desired: Schema,
  live: Schema,
  found: Schema,
  server: Server,
  variant: Variant,
): Promise<Canonical> {
  const { schema, verified } = await withTables(
    database,
    desired,
    live,
    server,
    variant,
  );
  try {
    const sides = { desired: schema, live, found };
    const views = await spelledViews(database, sides, variant);
    return { schema: { ...schema, views }, verified };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { schema, verified };
  }
}

async function withTables(
  database: Database,
  desired: Schema,
  live: Schema,
  server: Server,
  variant: Variant,
): Promise<Canonical> {
  const tables = tableByKey(live);
  const possible = withLiveBits(
    withoutUnknownChecks(desired, server, variant),
    tables,
  );
  try {
    const typed = await withTypes(database, possible, live);
    const spelled = await withExpressions(database, typed, tables);
    const whole = await withOneCollation(
      database,
      spelled,
      tables,
      server,
      variant,
    );
    await requireLabelsApart(database, whole, tables, variant);
    const schema = await withLongIndexes(database, whole, tables, variant);
    return { schema, verified: true };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { schema: carried(possible, tables, variant), verified: false };
  }
}

/** With what is live and goes on, and what refers to text in the collation of that. */
async function withOneCollation(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  server: Server,
  variant: Variant,
): Promise<Schema> {
  const whole = carried(desired, live, variant);
  if (!hasReferrers(whole)) return whole;
  const usualOf = await usualCollations(database, whole, server);
  const following = withReferringCollations(desired, whole, usualOf);
  requireOneCollation(following, live, usualOf);
  return following;
}

/** Checks are parsed and forgotten by servers that do not know them. */
function withoutUnknownChecks(
  schema: Schema,
  server: Server,
  { catalog }: Variant,
): Schema {
  return catalog.checks("NULL", server) !== undefined
    ? schema
    : {
        ...schema,
        tables: schema.tables.map((table) => ({ ...table, checks: [] })),
      };
}

/** Types that no live column has, and character sets by name. */
async function withTypes(
  database: Database,
  desired: Schema,
  live: Schema,
): Promise<Schema> {
  const known = new Set(
    live.tables.flatMap(({ columns }) => columns.map(({ type }) => type)),
  );
  const asked = new Map<string, { probe: Probe; subject: string }>();
  const keyOf = ({ type, charset, labels }: Column): string | undefined =>
    charset !== undefined || (labels === undefined && !known.has(type))
      ? `${type}\u0000${charset ?? ""}`
      : undefined;
  for (const table of desired.tables)
    for (const column of table.columns) {
      const key = keyOf(column);
      if (key === undefined || asked.has(key)) continue;
      asked.set(key, {
        subject: `Column "${columnName(table, column.name)}"`,
        probe: {
          name: probeName(asked.size),
          kind: "column",
          definition: `${column.type}${column.charset === undefined ? "" : ` CHARACTER SET ${column.charset}`} NULL`,
          table: bare,
        },
      });
    }
  if (asked.size === 0) return desired;
  const answers = await answered(
    [...asked.values()],
    (probes) => described(database, probes),
    ({ definition }) => `the type \`${definition}\``,
  );
  return {
    ...desired,
    tables: desired.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => {
        const key = keyOf(column);
        const answer =
          key === undefined
            ? undefined
            : answers.get(asked.get(key)?.probe.name ?? "");
        if (answer === undefined) return column;
        const { charset, ...rest } = column;
        const { type } = readType(answer.type);
        return {
          ...rest,
          // JSON is LONGTEXT to MariaDB, but not to its readers.
          type: column.type === "json" ? column.type : type,
          ...(charset === undefined || answer.collation === null
            ? {}
            : { collation: answer.collation }),
        };
      }),
    })),
  };
}

const bare: Table = {
  name: "",
  columns: [],
  uniques: [],
  checks: [],
  exclusions: [],
  foreignKeys: [],
  indexes: [],
};

/** Defaults, generation expressions and checks. */
async function withExpressions(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
): Promise<Schema> {
  const questions = desired.tables.flatMap((table) =>
    questionsOf(table, live.get(idKey(table))),
  );
  if (questions.length === 0) return desired;
  const probes = new Map<string, { probe: Probe; subject: string }>();
  const ask = (question: Question, table: Table, text: string): string => {
    const definition = question.definition(text);
    // Of a thousand tables, most have the same few defaults.
    const key = JSON.stringify([
      question.kind,
      definition,
      columnsIn(definition, table),
    ]);
    const known = probes.get(key);
    if (known !== undefined) return known.probe.name;
    const name = probeName(probes.size);
    probes.set(key, {
      subject: `${question.subject} of table "${nameOf(table)}"`,
      probe: { name, kind: question.kind, definition, table },
    });
    return name;
  };
  const pairs = questions.map((question) => ({
    question,
    desired: ask(question, question.table, question.typed),
    live: question.live.map((text) => ({
      text,
      name: ask(question, question.before, text),
    })),
  }));
  const texts = await answered(
    [...probes.values()],
    (asked) => printed(database, asked),
    ({ definition }) => `\`${definition}\``,
  );
  const same = new Map<object, string>();
  for (const { question, desired: name, live: candidates } of pairs) {
    const text = texts.get(name);
    const twin = candidates.find(
      (candidate) =>
        text !== undefined &&
        texts.get(candidate.name) === text &&
        beyond(candidate.text) === beyond(question.typed),
    );
    if (twin !== undefined) same.set(question.item, twin.text);
  }
  return spelledAs(desired, same);
}

/** What the server prints as question marks. */
const beyond = (text: string): string =>
  Array.from(text)
    .filter((character) => character.length > 1)
    .join("");

/** All at once; when the server refuses, by halves, so that the error can say which: a table may also have been too wide for it. */
async function answered<Answer>(
  asked: readonly { readonly probe: Probe; readonly subject: string }[],
  ask: (probes: readonly Probe[]) => Promise<ReadonlyMap<string, Answer>>,
  words: (probe: Probe) => string,
): Promise<ReadonlyMap<string, Answer>> {
  try {
    return await ask(asked.map(({ probe }) => probe));
  } catch (error) {
    if (isForbidden(error)) throw error;
    const [first, ...rest] = asked;
    if (first === undefined) throw error;
    if (rest.length === 0)
      throw new ExpressionError(
        `${first.subject}: the server does not accept ${words(first.probe)} (${error instanceof Error ? error.message : String(error)}). Correct the entity.`,
        { cause: error },
      );
  }
  const half = Math.ceil(asked.length / 2);
  return new Map([
    ...(await answered(asked.slice(0, half), ask, words)),
    ...(await answered(asked.slice(half), ask, words)),
  ]);
}

function spelledAs(schema: Schema, same: ReadonlyMap<object, string>): Schema {
  if (same.size === 0) return schema;
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => {
        const text = same.get(column);
        if (text === undefined) return column;
        return column.generation?.kind === "expression"
          ? {
              ...column,
              generation: { ...column.generation, expression: text },
            }
          : { ...column, default: text };
      }),
      checks: table.checks.map((check) => {
        const expression = same.get(check);
        return expression === undefined ? check : { ...check, expression };
      }),
    })),
  };
}
