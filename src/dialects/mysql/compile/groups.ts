// Which operations are one ALTER TABLE.
import type { Operation } from "../../../operations/operation";
import { idKey, idOf } from "../../../schema/identity";
import type { TableId } from "../../../schema/schema";

/** Operations of one table that are done together; without `table`, one operation by itself. */
export interface Group {
  readonly table?: TableId;
  readonly operations: readonly Operation[];
}

/**
 * Foreign keys go before everything else and come after it, so that tables can be taken in any order; a key of the same name cannot go and come
 * in one statement either. The rest of what happens to a table happens where its first part did.
 */
export function groupsOf(operations: readonly Operation[]): Group[] {
  const groups: { table?: TableId; operations: Operation[] }[] = [];
  const open = new Map<string, { operations: Operation[] }>();
  for (const operation of operations) {
    const part = partOf(operation);
    if (part === undefined) {
      if (operation.kind !== "dropSchema")
        groups.push({ operations: [operation] });
      continue;
    }
    const key = `${part.phase} ${idKey(part.table)}`;
    const known = open.get(key);
    if (known !== undefined) {
      known.operations.push(operation);
      continue;
    }
    const group = { table: idOf(part.table), operations: [operation] };
    open.set(key, group);
    groups.push(group);
  }
  return groups;
}

interface PartOf {
  readonly phase: "columns renamed" | "keys dropped" | "body" | "keys added";
  readonly table: TableId;
}

function partOf(operation: Operation): PartOf | undefined {
  switch (operation.kind) {
    case "renameColumn":
      return { phase: "columns renamed", table: operation.table };
    case "dropConstraint":
    case "addConstraint":
      if (operation.constraint.kind !== "foreignKey")
        return { phase: "body", table: operation.table };
      return {
        phase:
          operation.kind === "addConstraint" ? "keys added" : "keys dropped",
        table: operation.table,
      };
    case "addColumn":
    case "dropColumn":
    case "alterColumn":
    case "renameConstraint":
    case "createIndex":
    case "dropIndex":
    case "renameIndex":
    case "alterTableComment":
    case "alterTableEngine":
      return { phase: "body", table: operation.table };
    default:
      return undefined;
  }
}
