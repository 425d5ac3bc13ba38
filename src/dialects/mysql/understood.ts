// How the server understands queries: names looked up, stars spread, words put into its own. It says so in the trace of EXPLAIN, which runs nothing.
import type { Database } from "../dialect";
import { isForbidden } from "./probe";
import { holdsEscapes, withoutIntroducers } from "./scan";

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
      const refusal = refusalOf(error);
      answers.push(
        refusal.code === outermostOnly
          ? await explainedAlone(database, query)
          : { refusal },
      );
    }
  return answers;
}

/** ER_CANT_USE_OPTION_HERE: of SQL_NO_CACHE and HIGH_PRIORITY, which stand in the outermost query or nowhere. */
export const outermostOnly = 1234;

async function explainedAlone(
  database: Database,
  query: string,
): Promise<Understood> {
  try {
    const texts = await tracedTexts(database, query);
    return texts.length === 0
      ? { refusal: untold }
      : { text: texts.join("\n") };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

const untold: Refusal = {
  code: undefined,
  message: "the server shows no trace",
};

/**
 * What the server prints, as a query again, to be understood once more: what is typed with commas has the brackets of a join only when it is read for the
 * second time. What cannot stand in SQL becomes something alike that can; so both sides have to go through this.
 */
export const readAgain = (printed: string): string =>
  withoutIntroducers(
    innerWords.reduce(
      (text, [word, another]) => text.replaceAll(word, another),
      printed,
    ),
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
  const texts = await tracedTexts(
    database,
    queries
      .map((query) => `SELECT 1 FROM (\n${query}\n) AS v`)
      .join("\nUNION ALL\n"),
  );
  return queries.map((_, position): Understood => {
    const text = texts[position];
    return text === undefined ? { refusal: untold } : { text };
  });
}

async function tracedTexts(
  database: Database,
  query: string,
): Promise<string[]> {
  await database.query(
    `EXPLAIN ${withShortCharacters(withPlainStrings(query))}`,
  );
  const [row] = await database.query<{ readonly trace: string }>(
    "SELECT TRACE AS `trace` FROM information_schema.OPTIMIZER_TRACE",
  );
  return preparedTexts(row?.trace ?? "");
}

/** A string with a character set is printed as it is: one quote in it, and nobody can tell where it ends. */
const withPlainStrings = (query: string): string =>
  withoutIntroducers(query, holdsEscapes);

/** A trace cannot hold characters of four bytes: each is replaced by others that nobody types. */
const withShortCharacters = (query: string): string =>
  query.replace(
    /[\u{10000}-\u{10ffff}]/gu,
    (character) =>
      `\ue000${(character.codePointAt(0) ?? 0).toString(16)}\ue001`,
  );

/**
 * What was prepared on the outermost level, in its order: each query as a whole, without the numbers of the SELECTs, which go through all that is asked at
 * once. It is read line by line: not everything in a trace of MariaDB is JSON, but these lines are.
 */
function preparedTexts(trace: string): string[] {
  const lines = trace.split("\n");
  const prepared = lines.flatMap((line) => {
    const text = valueIn(line, "expanded_query");
    return typeof text === "string" ? [{ text, depth: depthOf(line) }] : [];
  });
  const outermost = Math.min(...prepared.map(({ depth }) => depth));
  const numbers = lines.flatMap((line) => {
    const number = valueIn(line, "select#") ?? valueIn(line, "select_id");
    return typeof number === "number" ? [number] : [];
  });
  const marks = [...new Set(numbers)].map((number) => `/* select#${number} */`);
  return prepared
    .filter(({ depth }) => depth === outermost)
    .map(({ text }) =>
      marks.reduce((rest, mark) => rest.replaceAll(mark, ""), text),
    );
}

const depthOf = (line: string): number => line.length - line.trimStart().length;

/** The value of the field, where the line has it. */
function valueIn(line: string, name: string): unknown {
  const start = `"${name}": `;
  const text = line.trim();
  if (!text.startsWith(start)) return undefined;
  const value = text.slice(start.length);
  return JSON.parse(value.endsWith(",") ? value.slice(0, -1) : value);
}
