// Entities that moved to another schema, where nothing maps the old one any more: asked table by table, or once for a schema.
import type { Operation } from "../operations/operation";
import { AnswerError } from "../schema/errors";
import { nameOf, sameId } from "../schema/identity";
import type { ObjectId, Schema, Table } from "../schema/schema";
import { countWords, type Facts, type Namesake } from "./facts";
import { quotedTable, shellWord } from "./names";
import type { Answers, Choice, Question, Verdict } from "./question";
import { likenessesOf } from "./tableLikeness";

/** All of a schema: `old.*`, and `*` for what names none. */
export const allOf = (schema: string | undefined): string =>
  schema === undefined ? "*" : `${schema}.*`;

/** A pattern's schema, where it is one. */
const schemaOf = (pattern: string): { schema?: string } | undefined =>
  pattern === "*"
    ? {}
    : pattern.endsWith(".*")
      ? { schema: pattern.slice(0, -2) }
      : undefined;

/** Whether a rename is one of all that a schema holds. `*:*` is about spelling. */
const isMove = (from: string, to: string): boolean =>
  from !== to && schemaOf(from) !== undefined && schemaOf(to) !== undefined;

/**
 * The same answers, with `old.*` → `new.*` as a rename of everything that entities map in the new schema and that `moves`: not all of it may have been in
 * the old one.
 * @throws AnswerError where nothing does.
 */
export function withMovesSpelledOut(
  answers: Answers,
  mapped: readonly ObjectId[],
  moves: (from: string, to: string) => boolean = () => true,
): Answers {
  const entries = Object.entries(answers.renames ?? {});
  if (!entries.some(([from, to]) => isMove(from, to))) return answers;
  const named = entries.filter(([from, to]) => !isMove(from, to));
  const spelledOut = entries
    .filter(([from, to]) => isMove(from, to))
    .flatMap(([from, to]) => {
      const found = pairsOf(from, to, mapped).filter((pair) => moves(...pair));
      if (found.length === 0)
        throw new AnswerError(
          `The answer rename ${from}:${to} fits nothing: the one holds nothing that entities map in the other.`,
        );
      return found;
    });
  return {
    ...answers,
    // What somebody named goes before.
    renames: Object.fromEntries([...spelledOut, ...named]),
  };
}

/** What of it is in the database, and not yet where it belongs. */
export function movesIn(live: Schema): (from: string, to: string) => boolean {
  const present = new Set([...live.tables, ...live.views].map(nameOf));
  return (from, to) => present.has(from) && !present.has(to);
}

function pairsOf(
  from: string,
  to: string,
  mapped: readonly ObjectId[],
): (readonly [from: string, to: string])[] {
  const [source, target] = [schemaOf(from), schemaOf(to)];
  const staying = new Set(mapped.map(nameOf));
  return mapped
    .filter(({ schema }) => schema === target?.schema)
    .map((id) => [nameOf({ ...source, name: id.name }), nameOf(id)] as const)
    .filter(([from]) => !staying.has(from));
}

interface Move extends Namesake {
  readonly to: Table;
  readonly verdict: Verdict;
  readonly evidence: readonly string[];
}

/**
 * About tables that are all but the same as one that comes, and about less alike ones that go with those, or with what was answered; a schema that
 * several of them left is one question.
 */
export function movedTables(
  operations: readonly Operation[],
  { renames = {} }: Answers,
  { namesakes, desired }: Pick<Facts, "namesakes" | "desired">,
): Question[] {
  const coming = operations.flatMap((operation) =>
    operation.kind === "createTable"
      ? [desired(operation.table) ?? operation.table]
      : [],
  );
  const counts = new Map(namesakes.map(({ table, count }) => [table, count]));
  const possible = likenessesOf([...counts.keys()], coming).flatMap(
    ({ table, candidates: [to], verdict, evidence }): Move[] =>
      to?.name === table.name
        ? [{ table, to, count: counts.get(table), verdict, evidence }]
        : [],
  );
  const alike = possible.filter(({ verdict }) => verdict !== "possible");
  const moves = possible.filter(
    (move) =>
      alike.includes(move) ||
      alike.some((other) => goesWith(move, other)) ||
      Object.entries(renames).some((pair) => goesWithAnswer(move, pair)),
  );
  return bySchemas(moves).map(([first, ...others]) =>
    others.length === 0 ? movedTable(first) : movedSchema([first, ...others]),
  );
}

/** From the same schema to the same, or with a foreign key to it. */
const goesWith = ({ table, to }: Move, other: Move): boolean =>
  (table.schema === other.table.schema && to.schema === other.to.schema) ||
  table.foreignKeys.some(({ references }) => sameId(references, other.table));

const goesWithAnswer = (
  { table, to }: Move,
  [from, target]: readonly [string, string],
): boolean => {
  const name = nameIn(table.schema, from);
  return (
    (name !== undefined && name === nameIn(to.schema, target)) ||
    table.foreignKeys.some(({ references }) => nameOf(references) === from)
  );
};

/** What stands behind the schema, where it is that one. */
function nameIn(schema: string | undefined, name: string): string | undefined {
  const before = schema === undefined ? "" : `${schema}.`;
  return name.startsWith(before) ? name.slice(before.length) : undefined;
}

/** At least one. */
type Moves = readonly [Move, ...Move[]];

function bySchemas(moves: readonly Move[]): Moves[] {
  const found = new Map<string, Moves>();
  for (const move of moves) {
    const key = JSON.stringify([move.table.schema, move.to.schema]);
    const others = found.get(key);
    found.set(key, others === undefined ? [move] : [...others, move]);
  }
  return [...found.values()];
}

function movedTable(move: Move): Question {
  const { table, to, count, verdict, evidence } = move;
  const name = nameOf(table);
  return {
    kind: "renamedTable",
    subject: name,
    message: `Was table ${quotedTable(table)} moved to ${quotedTable(to)}?`,
    verdict,
    evidence: ["same name in another schema", ...evidence],
    asWritten: `${quotedTable(table)} is left where it is with its ${countWords(count, "row")}, and ${quotedTable(to)} starts empty.`,
    choices: [
      renamed("It was moved", name, nameOf(to)),
      leftAlone("Another table: leave alone for good", [name]),
    ],
    tables: [table],
  };
}

/** More are not shown. */
const shown = 5;

function movedSchema(moves: Moves): Question {
  const [{ table, to }] = moves;
  const [from, target] = [allOf(table.schema), allOf(to.schema)];
  const more = moves.length - shown;
  return {
    kind: "renamedSchema",
    subject: from,
    message: `Were ${moves.length} tables moved from ${schemaWord(table.schema)} to ${schemaWord(to.schema)}?`,
    verdict: moves.every(({ verdict }) => verdict === "likely")
      ? "likely"
      : "ambiguous",
    evidence: [
      ...moves
        .slice(0, shown)
        .map(
          ({ table, to, count, verdict, evidence }) =>
            `${nameOf(table)} → ${nameOf(to)}, ${[
              countWords(count, "row"),
              ...(verdict === "possible" ? evidence.slice(0, 1) : []),
            ].join(", ")}`,
        ),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
    asWritten: `they are left where they are with their rows, and those in ${schemaWord(to.schema)} start empty.`,
    choices: [
      renamed("They were moved", from, target),
      leftAlone(
        "Other tables: leave alone for good",
        moves.map((move) => nameOf(move.table)),
      ),
    ],
    tables: moves.map((move) => move.table),
  };
}

export const schemaWord = (schema: string | undefined): string =>
  schema === undefined ? "the connection's own schema" : `schema "${schema}"`;

const renamed = (meaning: string, from: string, to: string): Choice => ({
  meaning,
  flags: `--rename ${shellWord(`${from}:${to}`)}`,
  answers: { renames: { [from]: to } },
});

const leftAlone = (meaning: string, names: readonly string[]): Choice => ({
  meaning,
  flags: names.map((name) => `--exclude ${shellWord(name)}`).join(" "),
  answers: {},
  exclude: names,
});
