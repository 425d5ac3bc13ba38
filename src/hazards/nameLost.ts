// What an operation leaves without the name that it had.
import type { Operation } from "../operations/operation";
import { idOf, sameId } from "../schema/identity";
import type { Handmade, ObjectId } from "../schema/schema";

export interface NameLost {
  /** By its name after the renames. */
  readonly relation: ObjectId;
  readonly column?: string;
  /** Whether it has another one. */
  readonly renamed: boolean;
}

export function nameLost(operation: Operation): NameLost | undefined {
  switch (operation.kind) {
    case "dropColumn":
      return {
        relation: operation.table,
        column: operation.column.name,
        renamed: false,
      };
    case "renameColumn":
      return {
        relation: operation.table,
        column: operation.to,
        renamed: true,
      };
    case "dropTable":
      return { relation: idOf(operation.table), renamed: false };
    case "dropView":
      return { relation: idOf(operation.view), renamed: false };
    case "renameTable":
    case "renameView":
      return { relation: operation.to, renamed: true };
    default:
      return undefined;
  }
}

/** Whether it uses that. */
export const usesLost = (
  { uses, usesTables }: Handmade,
  { relation, column }: NameLost,
): boolean =>
  column === undefined
    ? usesTables.some((used) => sameId(used, relation))
    : uses.some((use) => sameId(use.table, relation) && use.column === column);
