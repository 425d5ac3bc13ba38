// Fills that somebody wants in batches: told to the operations, or said why that cannot be.
import type { Dialect } from "../dialects/dialect";
import { isBatchedFill, type BatchedFill } from "../operations/batchedFill";
import { describe } from "../operations/describe";
import { mentionsName } from "../operations/mentions";
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import { AnswerError, RevisionError } from "../schema/errors";
import { columnName, idKey, sameId, tableByKey } from "../schema/identity";
import type { Column, EnumTypeId, Schema, TableId } from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import type { Answers } from "./question";

/**
 * A file that is amended after it began to fill a column would find it there, and no other database would get it.
 * @throws RevisionError that names the column.
 */
export function rejectBegun(
  source: string,
  { batches = {} }: Answers,
  operations: readonly Operation[],
): void {
  for (const operation of operations) {
    if (operation.kind !== "alterColumn") continue;
    const { table, to } = operation;
    const name = columnName(table, to.name);
    if (name in batches && source.includes(`IF NOT EXISTS "${to.name}"`))
      throw new RevisionError(
        `This file has begun to fill ${name} in batches here, so the column is there already. Go on with \`upgrade\`; or drop the column by hand before the file is amended, so that it adds the column everywhere.`,
      );
  }
}

/** What the operations are among. */
interface Among {
  readonly renames: readonly Rename[];
  /** The live schema after the renames. */
  readonly live: Schema;
}

/** @throws AnswerError where nothing is filled, or it cannot be filled in batches. */
export function inBatches(
  operations: readonly Operation[],
  { batches = {} }: Answers,
  among: Among,
  { batches: { walkedBy, ahead } }: Pick<Dialect, "batches">,
): readonly Operation[] {
  const asked = new Map(Object.entries(batches));
  if (asked.size === 0) return operations;
  const tables = tableByKey(among.live);
  const told = operations.map((operation) => {
    const filled = filledBy(operation);
    const rows = filled === undefined ? undefined : asked.get(filled);
    if (filled === undefined || rows === undefined) return operation;
    asked.delete(filled);
    const batched = { ...operation, batch: { rows } };
    if (!isBatchedFill(batched)) return operation;
    const obstacle =
      ahead === undefined
        ? undefined
        : obstacleTo(batched, operations, among.renames);
    if (obstacle !== undefined) throw impossible(filled, obstacle);
    if (walkedBy === undefined) return batched;
    const table = tables.get(idKey(batched.table));
    const along = table === undefined ? undefined : walkedBy(table);
    if (along === undefined)
      throw impossible(
        filled,
        "the table has no primary key to go along, or one whose first column has a type that cannot be gone along",
      );
    return { ...batched, batch: { rows, along } };
  });
  for (const name of asked.keys())
    throw new AnswerError(
      `The answer batch ${name} fits nothing: no rows are filled there. Say with --backfill ${name}=<expression> what they get, or leave --batch out.`,
    );
  return told;
}

/** The column whose rows the operation fills on the way up. */
function filledBy(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "addColumn":
      return operation.backfill === undefined
        ? undefined
        : columnName(operation.table, operation.column.name);
    case "alterColumn":
      return operation.backfill === undefined
        ? undefined
        : columnName(operation.table, operation.to.name);
    default:
      return undefined;
  }
}

/** What is not there yet, or not yet what it will be, before everything else in the file is done. */
function obstacleTo(
  operation: BatchedFill,
  operations: readonly Operation[],
  renames: readonly Rename[],
): string | undefined {
  const column = columnOf(operation);
  if (operation.kind === "alterColumn" && operation.from.type !== column.type)
    return "its type changes in the same revision";
  if (column.generation !== undefined) return "its values are generated";
  const others = [...renames, ...operations].filter(
    (other) => other !== operation,
  );
  const changed = others.find(
    (other) =>
      concerns(other, operation.table, column) ||
      namesMadeBy(other).some((name) => mentionsName(operation.backfill, name)),
  );
  return changed === undefined
    ? undefined
    : `it hangs on what the same revision does: ${describe(changed).name}`;
}

/** Whether the operation changes what the column or its table is called, or the type that it has. */
function concerns(
  operation: Operation,
  table: TableId,
  { name, enumType }: Column,
): boolean {
  const isItsType = (id: EnumTypeId): boolean =>
    enumType !== undefined && sameId(id, enumType);
  switch (operation.kind) {
    case "renameTable":
      return sameId(operation.to, table);
    case "renameColumn":
      return sameId(operation.table, table) && operation.to === name;
    case "dropColumn":
      return sameId(operation.table, table) && operation.column.name === name;
    case "createEnumType":
    case "renameEnumLabel":
      return isItsType(operation.enumType);
    case "renameEnumType":
    case "alterEnumType":
      return isItsType(operation.to);
    case "createExtension":
      return true;
    default:
      return false;
  }
}

const columnOf = (operation: BatchedFill): Column => {
  switch (operation.kind) {
    case "addColumn":
      return operation.column;
    case "alterColumn":
      return operation.to;
    default:
      return unreachable(operation);
  }
};

/** Names that mean something else after the operation than before, or that nothing had. */
function namesMadeBy(operation: Operation): string[] {
  switch (operation.kind) {
    case "renameTable":
    case "renameView":
    case "renameEnumType":
    case "renameSequence":
      return [operation.from.name, operation.to.name];
    case "renameColumn":
      return [operation.from, operation.to];
    case "renameEnumLabel":
      return [operation.enumType.name, operation.from, operation.to];
    case "createTable":
      return [operation.table.name];
    case "createView":
      return [operation.view.name];
    case "createEnumType":
      return [operation.enumType.name];
    case "alterEnumType":
      return [operation.to.name];
    case "addColumn":
      return [operation.column.name];
    case "alterColumn":
      return operation.from.type === operation.to.type
        ? []
        : [operation.to.name];
    default:
      return [];
  }
}

const impossible = (name: string, obstacle: string): AnswerError =>
  new AnswerError(
    `The rows of ${name} cannot be filled in batches: ${obstacle}. Leave --batch out, or do that in a revision of its own before.`,
  );
