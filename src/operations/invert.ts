// The way back.
import { unreachable } from "../schema/unreachable";
import type {
  AlterColumn,
  AlterEnumType,
  Operation,
  RenameColumn,
} from "./operation";

/** The operation that takes this one back. Total: what an operation destroys, it carries. `invert(invert(o))` equals `o`. */
export function invert(operation: Operation): Operation {
  switch (operation.kind) {
    case "createSchema":
      return { ...operation, kind: "dropSchema" };
    case "dropSchema":
      return { ...operation, kind: "createSchema" };
    case "createExtension":
      return { ...operation, kind: "dropExtension" };
    case "dropExtension":
      return { ...operation, kind: "createExtension" };
    case "createEnumType":
      return { ...operation, kind: "dropEnumType" };
    case "dropEnumType":
      return { ...operation, kind: "createEnumType" };
    case "createTable":
      return { ...operation, kind: "dropTable" };
    case "dropTable":
      return { ...operation, kind: "createTable" };
    case "addColumn":
      return { ...operation, kind: "dropColumn" };
    case "dropColumn":
      return { ...operation, kind: "addColumn" };
    case "addConstraint":
      return { ...operation, kind: "dropConstraint" };
    case "dropConstraint":
      return { ...operation, kind: "addConstraint" };
    case "createIndex":
      return { ...operation, kind: "dropIndex" };
    case "dropIndex":
      return { ...operation, kind: "createIndex" };
    case "createView":
      return { ...operation, kind: "dropView" };
    case "dropView":
      return { ...operation, kind: "createView" };
    case "takeDown":
      return { ...operation, kind: "putBack" };
    case "putBack":
      return { ...operation, kind: "takeDown" };
    case "renameColumn":
      return invertRenameColumn(operation);
    case "alterView":
    case "renameView":
    case "alterRecord":
    case "renameTable":
    case "renameEnumType":
    case "renameEnumLabel":
    case "renameSequence":
    case "renameConstraint":
    case "renameIndex":
    case "alterTableComment":
    case "alterTableEngine":
      return swapped(operation);
    case "alterEnumType":
      return invertAlterEnumType(operation);
    case "alterColumn":
      return invertAlterColumn(operation);
    default:
      return unreachable(operation);
  }
}

function swapped<T extends { readonly from: unknown; readonly to: unknown }>(
  operation: T,
): T {
  return { ...operation, from: operation.to, to: operation.from };
}

function invertAlterEnumType(operation: AlterEnumType): AlterEnumType {
  const { labels, inverseLabels, ...rest } = operation;
  return {
    ...swapped(rest),
    uses: operation.uses.map(swapped),
    ...(inverseLabels === undefined ? {} : { labels: inverseLabels }),
    ...(labels === undefined ? {} : { inverseLabels: labels }),
  };
}

function invertRenameColumn(operation: RenameColumn): RenameColumn {
  const { readers } = operation;
  return {
    ...swapped(operation),
    ...(readers === undefined ? {} : { readers: swapped(readers) }),
  };
}

function invertAlterColumn(operation: AlterColumn): AlterColumn {
  const { cast, inverseCast, labels, inverseLabels, ...rest } = operation;
  return {
    ...swapped(rest),
    ...(inverseLabels === undefined ? {} : { labels: inverseLabels }),
    ...(labels === undefined ? {} : { inverseLabels: labels }),
    ...(inverseCast === undefined ? {} : { cast: inverseCast }),
    ...(cast === undefined ? {} : { inverseCast: cast }),
  };
}
