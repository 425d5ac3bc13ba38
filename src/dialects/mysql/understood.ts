// How the server understands queries: names looked up, stars spread, words put into its own. It says so in the trace of EXPLAIN, which runs nothing.
import type { Database } from "../dialect";
import { isForbidden } from "./probe";

/** One query as the server understands it, or why it does not. */
export type Understood =
  | { readonly text: string }
  | { readonly text?: undefined; readonly refusal: Refusal };

export interface Refusal {
  readonly code: number | undefined;
  readonly message: string;
}

/**
 * Two queries that are understood alike are one. What is printed is read before the optimizer looks at rows, so that it does not hang on them. Nothing is
 * created. `together` asks all of them at once, as long as none is refused.
 * @throws what the server says to a user who may not ask.
 */
export async function understood(
  database: Database,
  queries: readonly string[],
  together: boolean,
): Promise<readonly Understood[]> {
  if (queries.length === 0) return [];
  await database.query(traced);
  try {
    return together
      ? await allAtOnce(database, queries)
      : await oneByOne(database, queries);
  } finally {
    await database.query(untraced);
  }
}

async function allAtOnce(
  database: Database,
  queries: readonly string[],
): Promise<readonly Understood[]> {
  const answers: Understood[] = [];
  for (let start = 0; start < queries.length; start += most) {
    const some = queries.slice(start, start + most);
    try {
      answers.push(...(await explained(database, some)));
    } catch (error) {
      if (isForbidden(error)) throw error;
      answers.push(...(await oneByOne(database, some)));
    }
  }
  return answers;
}

/** Queries in one statement. */
const most = 20;

async function oneByOne(
  database: Database,
  queries: readonly string[],
): Promise<readonly Understood[]> {
  const answers: Understood[] = [];
  for (const query of queries)
    try {
      answers.push(...(await explained(database, [query])));
    } catch (error) {
      answers.push({ refusal: refusalOf(error) });
    }
  return answers;
}

/**
 * What the server prints, as a query again, to be understood once more: what is typed with commas has the brackets of a join only when it is read for the
 * second time. What cannot stand in SQL becomes something alike that can; so both sides have to go through this.
 */
export const readAgain = (printed: string): string =>
  innerWords.reduce(
    (text, [word, another]) => text.replaceAll(word, another),
    printed,
  );

const innerWords: readonly (readonly [string, string])[] = [
  ["<in_optimizer>(", "coalesce("],
  ["<exists>(", "exists("],
  ["<not>(", "not("],
  ["<nop>(", "("],
  ["<min>(", "("],
  ["<max>(", "("],
  [" semi join ", " join "],
  [" anti join ", " left join "],
  ["rollup_group_item(", "coalesce("],
  ["rollup_sum_switcher(", "coalesce("],
];

export function refusalOf(error: unknown): Refusal {
  const { errno } = error as { readonly errno?: unknown };
  return {
    code: typeof errno === "number" ? errno : undefined,
    message: error instanceof Error ? error.message : String(error),
  };
}

// Views and derived tables stay what they are, instead of melting into the query around them.
const traced = `
  SET @typeorm_autogenerate_switch = @@SESSION.optimizer_switch, @typeorm_autogenerate_trace = @@SESSION.optimizer_trace,
      @typeorm_autogenerate_size = @@SESSION.optimizer_trace_max_mem_size,
      SESSION optimizer_switch = 'derived_merge=off', SESSION optimizer_trace = 'enabled=on', SESSION optimizer_trace_max_mem_size = 67108864`;

const untraced = `
  SET SESSION optimizer_trace = @typeorm_autogenerate_trace, SESSION optimizer_switch = @typeorm_autogenerate_switch,
      SESSION optimizer_trace_max_mem_size = @typeorm_autogenerate_size`;

async function explained(
  database: Database,
  queries: readonly string[],
): Promise<readonly Understood[]> {
  await database.query(
    `EXPLAIN ${queries.map((query) => `SELECT 1 FROM (\n${query}\n) AS v`).join("\nUNION ALL\n")}`,
  );
  const [row] = await database.query<{ readonly trace: string }>(
    "SELECT TRACE AS `trace` FROM information_schema.OPTIMIZER_TRACE",
  );
  const texts = preparedTexts(JSON.parse(row?.trace ?? "{}") as Json);
  return queries.map((_, position): Understood => {
    const text = texts[position];
    return text === undefined
      ? { refusal: { code: undefined, message: "the server shows no trace" } }
      : { text };
  });
}

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

/** What was prepared on the outermost level, in its order: each query with all that is inside it. */
function preparedTexts(trace: Json): string[] {
  return objectsIn(fieldsOf(trace)["steps"]).flatMap(
    ({ join_preparation: preparation }) =>
      preparation === undefined ? [] : [textOf(preparation)],
  );
}

/** The whole statement, without the numbers of the SELECTs, which go through all that is asked at once. */
function textOf(preparation: Json): string {
  const [text = ""] = objectsIn(fieldsOf(preparation)["steps"]).flatMap(
    ({ expanded_query: expanded }) =>
      typeof expanded === "string" ? [expanded] : [],
  );
  const numbers = [
    ...valuesOf(preparation, "select#"),
    ...valuesOf(preparation, "select_id"),
  ];
  return numbers.reduce(
    (rest, number) => rest.replaceAll(`/* select#${number} */`, ""),
    text,
  );
}

const isList = (json: Json | undefined): json is readonly Json[] =>
  Array.isArray(json);

const fieldsOf = (json: Json | undefined): JsonObject =>
  typeof json === "object" && json !== null && !isList(json) ? json : {};

const objectsIn = (json: Json | undefined): JsonObject[] =>
  isList(json) ? json.map(fieldsOf) : [];

/** The texts and numbers in all fields of this name, at whatever depth. */
function valuesOf(json: Json, name: string): string[] {
  if (isList(json)) return json.flatMap((item) => valuesOf(item, name));
  return Object.entries(fieldsOf(json)).flatMap(([key, value]) =>
    key === name && (typeof value === "string" || typeof value === "number")
      ? [String(value)]
      : valuesOf(value, name),
  );
}
