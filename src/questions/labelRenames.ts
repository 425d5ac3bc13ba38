// Answers about the labels of enum types: which of them are renames, and what they say of the others.
import type { RenameEnumLabel } from "../operations/operation";
import type { Rename } from "../operations/rename";
import { AnswerError } from "../schema/errors";
import {
  columnName,
  idKey,
  idOf,
  nameOf,
  sameId,
  tableByKey,
} from "../schema/identity";
import type { Schema } from "../schema/schema";
import type { Answers } from "./question";

/**
 * A label that goes and one that comes in its stead: the answer says what rows get, and they get it without being touched. Of several that
 * become one, the first is renamed.
 * @throws AnswerError when answers contradict each other, or one speaks of a column where the type is shared.
 */
export function labelRenames(
  live: Schema,
  desired: Schema,
  answers: Answers,
): RenameEnumLabel[] {
  if (Object.keys(answers.enumValues ?? {}).length === 0) return [];
  const wanted = new Map(desired.enumTypes.map((type) => [idKey(type), type]));
  const columns = columnsByType(staying(live, desired));
  return live.enumTypes.flatMap((type) => {
    const to = wanted.get(idKey(type));
    if (to === undefined) return [];
    const free = new Set(
      to.labels.filter((label) => !type.labels.includes(label)),
    );
    return [
      ...labelAnswers(nameOf(type), columns.get(idKey(type)) ?? [], answers),
    ].flatMap(([label, target]): RenameEnumLabel[] =>
      type.labels.includes(label) &&
      !to.labels.includes(label) &&
      free.delete(target)
        ? [
            {
              kind: "renameEnumLabel",
              enumType: idOf(type),
              from: label,
              to: target,
            },
          ]
        : [],
    );
  });
}

/** The answers that are left to the comparison: without those that became renames of labels. `live` is the schema after the renames. */
export function withoutLabelRenames(
  answers: Answers,
  renames: readonly Rename[],
  live: Schema,
): Answers {
  const done = renames.filter((rename) => rename.kind === "renameEnumLabel");
  if (done.length === 0) return answers;
  const columns = columnsByType(live);
  const left = Object.entries(answers.enumValues ?? {}).map(
    ([name, labels]) => {
      const renamed = done.filter(
        ({ enumType }) =>
          name === nameOf(enumType) ||
          columns.get(idKey(enumType))?.includes(name) === true,
      );
      return [
        name,
        Object.fromEntries(
          Object.entries(labels)
            .filter(
              ([from, to]) =>
                !renamed.some(
                  (rename) => rename.from === from && rename.to === to,
                ),
            )
            // A column that leaves the type has the new label when it does.
            .map(([from, to]) => [
              renamed.find((rename) => rename.from === from)?.to ?? from,
              to,
            ]),
        ),
      ] as const;
    },
  );
  return {
    ...answers,
    enumValues: Object.fromEntries(
      left.filter(([, labels]) => Object.keys(labels).length > 0),
    ),
  };
}

/**
 * What is answered for labels, by the name of their enum type or by that of the only column that has them.
 * @throws AnswerError when answers contradict each other, or one speaks of a column where the type is shared.
 */
export function labelAnswers(
  type: string,
  columns: readonly string[],
  { enumValues = {}, drops = [] }: Answers,
): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const names = [type, ...columns];
  for (const name of names) {
    const given = enumValues[name];
    if (given === undefined) continue;
    if (name !== type && columns.length > 1)
      throw new AnswerError(
        `The answer enum-value ${name} speaks of one column, but enum "${type}" is shared by ${columns.join(", ")}. Answer for the type: enum-value ${type}:…`,
      );
    for (const [from, to] of Object.entries(given)) {
      const other = labels.get(from) ?? to;
      if (other !== to)
        throw new AnswerError(
          `Two answers contradict each other: '${from}' of enum "${type}" is said to become '${other}', and '${to}'.`,
        );
      if (names.some((owner) => drops.includes(`${owner}.${from}`)))
        throw new AnswerError(
          `Two answers contradict each other: '${from}' of enum "${type}" is said to become '${to}', and to be dropped.`,
        );
      labels.set(from, to);
    }
  }
  return labels;
}

/** Without the columns that move to another enum type: what is answered for their labels says nothing about those of the type that they leave. */
function staying(live: Schema, desired: Schema): Schema {
  const wanted = tableByKey(desired);
  return {
    ...live,
    tables: live.tables.map((table) => {
      const after = new Map(
        wanted
          .get(idKey(table))
          ?.columns.map((column) => [column.name, column]),
      );
      return {
        ...table,
        columns: table.columns.filter(({ name, enumType }) => {
          const next = after.get(name)?.enumType;
          return (
            enumType === undefined ||
            next === undefined ||
            sameId(enumType, next)
          );
        }),
      };
    }),
  };
}

/** By the key of an enum type: the columns that have its labels. */
function columnsByType(schema: Schema): ReadonlyMap<string, string[]> {
  const columns = new Map<string, string[]>();
  for (const table of schema.tables)
    for (const { name, enumType } of table.columns) {
      if (enumType === undefined) continue;
      const key = idKey(enumType);
      columns.set(key, [...(columns.get(key) ?? []), columnName(table, name)]);
    }
  return columns;
}
