// Names that are only spelled otherwise, on many tables at once, as another naming strategy does it: one question, and one answer.
import { AnswerError } from "../schema/errors";
import { columnName, idKey, nameOf, tableByKey } from "../schema/identity";
import type { Schema, Table } from "../schema/schema";
import { normalized } from "./evidence";
import { droppedBy } from "./names";
import type { Answers, Question } from "./question";

/** In `renames`, from and to: all that differs in case and underscores only. */
const all = "*";

/** Fewer are asked one by one. */
const several = 3;

type Pairs = Readonly<Record<string, string>>;

/**
 * The renames that the answers ask for, each by its name.
 * @throws AnswerError when they ask for all that is only spelled otherwise, and nothing is.
 */
export function spelledOut(
  { renames = {}, drops = [] }: Answers,
  live: Schema,
  desired: Schema,
): Pairs {
  const { [all]: to, ...named } = renames;
  if (to === undefined) return named;
  if (to !== all)
    throw new AnswerError(
      `The answer rename ${all}:${to} is not understood. ${all}:${all} is for all names that differ in case and underscores only.`,
    );
  const isDropped = droppedBy(drops);
  const found = respelled(named, live, desired).filter(
    ([from]) => !(from in named) && !isDropped(from),
  );
  if (found.length === 0)
    throw new AnswerError(
      `The answer rename ${all}:${all} fits nothing: no name differs in case and underscores only.`,
    );
  return { ...Object.fromEntries(found), ...named };
}

type Pair = readonly [from: string, to: string];

/** Tables, and columns by their tables' old names. */
function respelled(named: Pairs, live: Schema, desired: Schema): Pair[] {
  const [before, after] = [tableByKey(live), tableByKey(desired)];
  const gone = live.tables.filter((table) => !after.has(idKey(table)));
  const come = desired.tables.filter((table) => !before.has(idKey(table)));
  const tables = matched(
    gone,
    come,
    ({ schema, name }) => `${schema ?? ""}.${normalized(name)}`,
  );
  const respelledTables = new Map(tables);
  const byName = new Map(desired.tables.map((table) => [nameOf(table), table]));
  const successor = (table: Table): Table | undefined => {
    const to = named[nameOf(table)];
    return to === undefined
      ? (respelledTables.get(table) ?? after.get(idKey(table)))
      : byName.get(to);
  };
  return [
    ...tables.map(([from, to]): Pair => [nameOf(from), nameOf(to)]),
    ...live.tables.flatMap((table) => {
      const target = successor(table);
      if (target === undefined) return [];
      const names = (of: Table, without: Table): string[] => {
        const others = new Set(without.columns.map(({ name }) => name));
        return of.columns.flatMap(({ name }) =>
          others.has(name) ? [] : [name],
        );
      };
      return matched(
        names(table, target),
        names(target, table),
        normalized,
      ).map(([from, to]): Pair => [columnName(table, from), to]);
    }),
  ];
}

/** Those of both lists that are the only ones with their key. */
function matched<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): (readonly [Item, Item])[] {
  const only = (items: readonly Item[]): ReadonlyMap<string, Item> => {
    const byKey = new Map<string, Item[]>();
    for (const item of items) {
      const key = keyOf(item);
      byKey.set(key, [...(byKey.get(key) ?? []), item]);
    }
    return new Map(
      [...byKey].flatMap(([key, [item, ...more]]) =>
        item === undefined || more.length > 0 ? [] : [[key, item] as const],
      ),
    );
  };
  const targets = only(after);
  return [...only(before)].flatMap(([key, item]) => {
    const target = targets.get(key);
    return target === undefined ? [] : [[item, target] as const];
  });
}

/** The questions with those that are about spelling only as one, where they are several. */
export function withSpellingAsOne(questions: readonly Question[]): Question[] {
  const about = questions.flatMap((question) => {
    const pair = respelling(question);
    return pair === undefined ? [] : [{ question, pair }];
  });
  if (about.length < several) return [...questions];
  const asOne = new Set(about.map(({ question }) => question));
  return [
    spelling(about),
    ...questions.filter((question) => !asOne.has(question)),
  ];
}

interface Respelling {
  readonly question: Question;
  readonly pair: Pair;
}

/** The one candidate whose name is the old one, spelled otherwise. */
function respelling({ kind, choices, tables }: Question): Pair | undefined {
  if (kind !== "renamedTable" && kind !== "renamedColumn") return undefined;
  const [table] = tables;
  const pairs = choices
    .flatMap(({ answers }) => Object.entries(answers.renames ?? {}))
    .filter(([from, to]) => {
      const bare =
        table !== undefined && kind === "renamedColumn"
          ? from.slice(nameOf(table).length + 1)
          : from;
      return normalized(bare) === normalized(to);
    });
  return pairs.length === 1 ? pairs[0] : undefined;
}

function spelling(about: readonly Respelling[]): Question {
  const questions = about.map(({ question }) => question);
  const names = questions.map(({ subject }) => subject);
  const columns = questions.filter(({ kind }) => kind === "renamedColumn");
  const counted = inWords(questions.length - columns.length, columns.length);
  const shown = about
    .slice(0, 5)
    .map(({ pair: [from, to] }) => `${from} → ${to}`);
  const more = about.length - shown.length;
  return {
    kind: "spelling",
    subject: all,
    message: `Were ${counted} renamed, whose names differ in case and underscores only?`,
    verdict: questions.every(({ verdict }) => verdict === "likely")
      ? "likely"
      : "possible",
    evidence: [...shown, ...(more > 0 ? [`and ${more} more`] : [])],
    asWritten: `${counted} are dropped with what they hold, and those of the new names start empty.`,
    choices: [
      {
        meaning: "They were renamed",
        flags: `--rename '${all}:${all}'`,
        answers: { renames: { [all]: all } },
      },
      {
        meaning: "They were not renamed",
        flags: questions
          .map(({ choices }) => choices.find(isDrop)?.flags ?? "")
          .join(" "),
        answers: { drops: names },
      },
    ],
    tables: [
      ...new Map(
        questions
          .flatMap(({ tables }) => tables)
          .map((table) => [idKey(table), table] as const),
      ).values(),
    ],
  };
}

const isDrop = ({ answers }: Question["choices"][number]): boolean =>
  answers.drops !== undefined;

const inWords = (tables: number, columns: number): string =>
  [
    ...(tables === 0 ? [] : [`${tables} ${tables === 1 ? "table" : "tables"}`]),
    ...(columns === 0
      ? []
      : [`${columns} ${columns === 1 ? "column" : "columns"}`]),
  ].join(" and ");
