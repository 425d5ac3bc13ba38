// Constraints and indexes in words.
import { nameOf } from "../schema/identity";
import type { Constraint, Index, IndexKey } from "../schema/schema";
import { unreachable } from "../schema/unreachable";

export const constraintWords: Readonly<Record<Constraint["kind"], string>> = {
  primaryKey: "primary key",
  unique: "unique",
  check: "check",
  exclusion: "exclusion",
  foreignKey: "foreign key",
};

export function constraintDetail(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return `(${constraint.columns.join(", ")})`;
    case "check":
    case "exclusion":
      return constraint.expression;
    case "foreignKey":
      return [
        `(${constraint.columns.join(", ")}) → ${nameOf(constraint.references)}(${constraint.referencedColumns.join(", ")})`,
        ...(["onDelete", "onUpdate"] as const)
          .filter((event) => constraint[event] !== "NO ACTION")
          .map((event) => `${actionWords[event]} ${constraint[event]}`),
      ].join(" ");
    default:
      return unreachable(constraint);
  }
}

const actionWords = { onDelete: "ON DELETE", onUpdate: "ON UPDATE" } as const;

export function indexDetail(index: Index): string {
  return [
    index.unique ? "unique" : "",
    index.method === "btree" ? "" : index.method,
    `(${index.keys.map(indexKeyText).join(", ")})`,
    index.predicate === undefined ? "" : `WHERE ${index.predicate}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

export function indexKeyText(key: IndexKey): string {
  return [
    `${key.column ?? key.expression ?? ""}${key.length === undefined ? "" : `(${key.length})`}`,
    key.collation === undefined ? "" : `COLLATE ${key.collation}`,
    key.operatorClass ?? "",
    key.descending ? "DESC" : "",
    key.nulls === undefined ? "" : `NULLS ${key.nulls}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
