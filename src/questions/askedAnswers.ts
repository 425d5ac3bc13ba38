// Answers that are expressions, with what they may speak of: the server is asked about them before a file is written.
import type { AskedValue } from "../dialects/dialect";
import { mentionsAnyOf } from "../operations/mentions";
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import { columnName, idKey, sameId, tableByKey } from "../schema/identity";
import type { Column, Schema, TableId } from "../schema/schema";
import { enclosed } from "./enclosed";
import type { Answers } from "./question";

/** An expression as it was answered, and what the server is asked of it. */
export interface AskedAnswer {
  readonly answers: Answers;
  readonly value: AskedValue;
}

interface Around {
  readonly renames: readonly Rename[];
  /** After the renames. */
  readonly live: Schema;
  readonly desired: Schema;
  /** Schemas by which an expression may call what only stands in for it while the server is asked. */
  readonly schemas: readonly string[];
}

/** What speaks of something else that this very file makes or renames cannot be asked before. */
export function askedAnswers(
  operations: readonly Operation[],
  { backfills = {}, casts = {} }: Answers,
  around: Around,
): AskedAnswer[] {
  if (Object.keys({ ...backfills, ...casts }).length === 0) return [];
  const all = [...around.renames, ...operations];
  if (all.some(({ kind }) => kind === "createExtension")) return [];
  const [live, desired] = [tableByKey(around.live), tableByKey(around.desired)];
  const changing = changingTypes(all);
  return all.flatMap((operation): AskedAnswer[] => {
    if (
      operation.kind !== "addColumn" &&
      operation.kind !== "dropColumn" &&
      operation.kind !== "alterColumn"
    )
      return [];
    const { table } = operation;
    const column =
      operation.kind === "alterColumn" ? operation.to : operation.column;
    const name = columnName(table, column.name);
    // Columns come before others change their types, on either way.
    const sides = [live, desired].map(
      (tables) => tables.get(idKey(table))?.columns ?? [],
    );
    const columns = joined(
      operation.kind === "dropColumn" ? sides.reverse() : sides,
    );
    const unknown = mentionsAnyOf([
      ...around.schemas,
      ...(table.schema === undefined ? [] : [table.schema]),
      ...madeElsewhere(all, table),
      ...columns.filter((one) => isChanging(one, changing)).map(nameOf),
    ]);
    const open = mentionsAnyOf(
      operation.kind === "alterColumn"
        ? retyped(operations, table).filter((other) => other !== column.name)
        : [],
    );
    if (isChanging(column, changing)) return [];
    const asked = (
      answers: Answers,
      expression: string | undefined,
      by: AskedValue["by"],
      from: Column,
    ): AskedAnswer[] =>
      expression === undefined ||
      unknown(expression) ||
      (by === "fill" && open(expression))
        ? []
        : [
            {
              answers,
              value: {
                table,
                columns: columns.map((one) =>
                  one.name === column.name ? from : one,
                ),
                column,
                expression: enclosed(expression),
                by,
              },
            },
          ];
    const [backfill, cast] = [backfills[name], casts[name]];
    return [
      ...asked(
        { backfills: { [name]: backfill ?? "" } },
        backfill,
        "fill",
        column,
      ),
      ...(operation.kind === "alterColumn"
        ? asked({ casts: { [name]: cast ?? "" } }, cast, "cast", operation.from)
        : []),
    ];
  });
}

const nameOf = ({ name }: Column): string => name;

/** Those that come, and those that go: both may be there while rows are filled. */
const joined = (sides: readonly (readonly Column[])[]): readonly Column[] => [
  ...new Map(
    [...sides]
      .reverse()
      .flat()
      .map((column) => [column.name, column]),
  ).values(),
];

/** Columns of which it is open whether they have their old type or the new one when rows are filled; a cast reads the old one. */
const retyped = (
  operations: readonly Operation[],
  table: TableId,
): readonly string[] =>
  operations.flatMap((operation) =>
    operation.kind === "alterColumn" &&
    sameId(operation.table, table) &&
    operation.from.type !== operation.to.type
      ? [operation.to.name]
      : [],
  );

/** Enum types whose name or labels are others by then. */
function changingTypes(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) => {
      switch (operation.kind) {
        case "createEnumType":
          return [idKey(operation.enumType)];
        case "alterEnumType":
        case "renameEnumType":
          return [idKey(operation.to)];
        case "renameEnumLabel":
          return [idKey(operation.enumType)];
        default:
          return [];
      }
    }),
  );
}

const isChanging = (
  { enumType }: Column,
  changing: ReadonlySet<string>,
): boolean => enumType !== undefined && changing.has(idKey(enumType));

/** Names that other tables, types and columns have once this file is through with them. */
function madeElsewhere(
  operations: readonly Operation[],
  table: TableId,
): string[] {
  return operations.flatMap((operation) => {
    switch (operation.kind) {
      case "createTable":
        return [operation.table.name];
      case "createView":
        return [operation.view.name];
      case "createEnumType":
        return [operation.enumType.name];
      case "renameTable":
      case "renameView":
      case "renameEnumType":
      case "renameSequence":
      case "alterEnumType":
        return sameId(operation.to, table) ? [] : [operation.to.name];
      case "renameColumn":
        return sameId(operation.table, table) ? [] : [operation.to];
      case "addColumn":
        return sameId(operation.table, table) ? [] : [operation.column.name];
      case "renameEnumLabel":
        return [operation.enumType.name];
      default:
        return [];
    }
  });
}
