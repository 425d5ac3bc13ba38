// Operations in words, for the file's header, the comments in it, the command's findings and messages.
import { columnName, nameOf } from "../schema/identity";
import type {
  Column,
  Constraint,
  Generation,
  Index,
  IndexKey,
} from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import { describedView } from "./describeView";
import type { AlterColumn, Operation } from "./operation";

/** One operation as a line of a table: what happens, to which kind of thing, to which one, and how. */
export interface Description {
  readonly sign: "+" | "-" | "~";
  readonly subject: string;
  readonly name: string;
  /** `numeric(10,2) → numeric(14,2)`; empty where the name says it all. */
  readonly detail: string;
}

/** Describes any operation. Pure; the same operation gives the same words. */
export function describe(operation: Operation): Description {
  const description = described(operation);
  return "unverified" in operation
    ? { ...description, detail: `${description.detail} (unverified)`.trim() }
    : description;
}

function described(operation: Operation): Description {
  switch (operation.kind) {
    case "createSchema":
      return line("+", "schema", operation.schema);
    case "dropSchema":
      return line("-", "schema", operation.schema);
    case "createExtension":
      return line("+", "extension", operation.extension);
    case "dropExtension":
      return line("-", "extension", operation.extension);
    case "createEnumType":
      return line("+", "enum", nameOf(operation.enumType));
    case "dropEnumType":
      return line("-", "enum", nameOf(operation.enumType));
    case "renameEnumType":
      return line(
        "~",
        "enum",
        nameOf(operation.from),
        renamedTo(nameOf(operation.to)),
      );
    case "renameEnumLabel":
      return line(
        "~",
        "enum",
        nameOf(operation.enumType),
        `'${operation.from}' ${renamedTo(`'${operation.to}'`)}`,
      );
    case "renameSequence":
      return line(
        "~",
        "sequence",
        nameOf(operation.from),
        renamedTo(operation.to.name),
      );
    case "alterEnumType":
      return line(
        "~",
        "enum",
        nameOf(operation.to),
        labelChange(operation.from.labels, operation.to.labels),
      );
    case "createTable":
      return line("+", "table", nameOf(operation.table));
    case "dropTable":
      return line("-", "table", nameOf(operation.table));
    case "renameTable":
      return line(
        "~",
        "table",
        nameOf(operation.from),
        renamedTo(nameOf(operation.to)),
      );
    case "alterTableComment":
      return line("~", "table", nameOf(operation.table), "comment");
    case "alterTableEngine":
      return line(
        "~",
        "table",
        nameOf(operation.table),
        `engine ${operation.from ?? "default"} → ${operation.to ?? "default"}`,
      );
    case "addColumn":
      return line(
        "+",
        "column",
        columnName(operation.table, operation.column.name),
        typeOf(operation.column),
      );
    case "dropColumn":
      return line(
        "-",
        "column",
        columnName(operation.table, operation.column.name),
      );
    case "renameColumn":
      return line(
        "~",
        "column",
        columnName(operation.table, operation.from),
        renamedTo(operation.to),
      );
    case "alterColumn":
      return line(
        "~",
        "column",
        columnName(operation.table, operation.to.name),
        columnChanges(operation)
          .map((change) => change.detail)
          .join(", "),
      );
    case "addConstraint":
      return line(
        "+",
        constraintWords[operation.constraint.kind],
        nameOf(operation.table),
        constraintDetail(operation.constraint),
      );
    case "dropConstraint":
      return line(
        "-",
        constraintWords[operation.constraint.kind],
        nameOf(operation.table),
        constraintDetail(operation.constraint),
      );
    case "renameConstraint":
      return line(
        "~",
        constraintWords[operation.constraint],
        nameOf(operation.table),
        `${operation.from} ${renamedTo(operation.to)}`,
      );
    case "createIndex":
      return line(
        "+",
        "index",
        nameOf(operation.table),
        indexDetail(operation.index),
      );
    case "dropIndex":
      return line(
        "-",
        "index",
        nameOf(operation.table),
        indexDetail(operation.index),
      );
    case "renameIndex":
      return line(
        "~",
        "index",
        nameOf(operation.table),
        `${operation.from} ${renamedTo(operation.to)}`,
      );
    case "createView":
    case "dropView":
    case "alterView":
    case "renameView":
      return describedView(operation);
    case "alterRecord":
      return line(
        "~",
        "record",
        nameOf(operation.table),
        "what TypeORM remembers",
      );
    case "takeDown":
      return line(
        operation.object.goesWith === "fill" ? "~" : "-",
        operation.object.subject,
        operation.object.name,
        operation.object.goesWith === "fill"
          ? "fires at once from here on"
          : "in the way, put back below",
      );
    case "putBack":
      return line(
        "+",
        operation.object.subject,
        operation.object.name,
        "put back as it was",
      );
    default:
      return unreachable(operation);
  }
}

export const constraintWords: Readonly<Record<Constraint["kind"], string>> = {
  primaryKey: "primary key",
  unique: "unique",
  check: "check",
  exclusion: "exclusion",
  foreignKey: "foreign key",
};

/** One property in which a column's two states differ. */
export interface ColumnChange {
  readonly property:
    | "type"
    | "nullable"
    | "default"
    | "generation"
    | "onUpdate"
    | "collation"
    | "srid"
    | "comment";
  readonly detail: string;
}

/** What an `alterColumn` alters, most weighty first. */
export function columnChanges({ from, to }: AlterColumn): ColumnChange[] {
  const changes: ColumnChange[] = [];
  if (from.type !== to.type)
    changes.push({ property: "type", detail: `${from.type} → ${to.type}` });
  if (from.nullable !== to.nullable)
    changes.push({
      property: "nullable",
      detail: to.nullable ? "NULL" : "NOT NULL",
    });
  const [before, after] = [
    generationWords(from.generation),
    generationWords(to.generation),
  ];
  if (before !== after)
    changes.push({ property: "generation", detail: `${before} → ${after}` });
  if (from.default !== to.default)
    changes.push({
      property: "default",
      detail: `default ${from.default ?? "none"} → ${to.default ?? "none"}`,
    });
  if (from.onUpdate !== to.onUpdate)
    changes.push({
      property: "onUpdate",
      detail: `on update ${from.onUpdate ?? "none"} → ${to.onUpdate ?? "none"}`,
    });
  if (from.collation !== to.collation)
    changes.push({
      property: "collation",
      detail: `collation ${collationOf(from)} → ${collationOf(to)}`,
    });
  if (from.srid !== to.srid)
    changes.push({
      property: "srid",
      detail: `SRID ${from.srid ?? "any"} → ${to.srid ?? "any"}`,
    });
  if (from.comment !== to.comment)
    changes.push({ property: "comment", detail: "comment" });
  return changes;
}

const collationOf = ({
  collation = "default",
  collationSchema,
}: Column): string =>
  collationSchema === undefined ? collation : `${collationSchema}.${collation}`;

/** A generation without what cannot matter: the name of a sequence that the column owns. */
function generationWords(generation: Generation | undefined): string {
  switch (generation?.kind) {
    case undefined:
      return "plain";
    case "serial":
      return "serial";
    case "identity":
      return `identity ${generation.mode}`;
    case "increment":
      return "auto-increment";
    case "expression":
      return `generated ${generation.expression}${generation.stored ? "" : " virtual"}`;
    default:
      return unreachable(generation);
  }
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

function line(
  sign: Description["sign"],
  subject: string,
  name: string,
  detail = "",
): Description {
  return { sign, subject, name, detail };
}

const renamedTo = (name: string): string => `renamed to ${name}`;

function typeOf(column: Column): string {
  return column.nullable ? column.type : `${column.type} NOT NULL`;
}

function labelChange(from: readonly string[], to: readonly string[]): string {
  const added = to.filter((label) => !from.includes(label));
  const removed = from.filter((label) => !to.includes(label));
  const parts = [
    ...added.map((label) => `+ '${label}'`),
    ...removed.map((label) => `- '${label}'`),
  ];
  const kept = (labels: readonly string[], others: readonly string[]) =>
    labels.filter((label) => others.includes(label)).join("\u0000");
  const reordered = kept(from, to) !== kept(to, from);
  return [...parts, ...(reordered ? ["order of labels"] : [])].join(", ");
}

function constraintDetail(constraint: Constraint): string {
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

function indexDetail(index: Index): string {
  return [
    index.unique ? "unique" : "",
    index.method === "btree" ? "" : index.method,
    `(${index.keys.map(indexKeyText).join(", ")})`,
    index.predicate === undefined ? "" : `WHERE ${index.predicate}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
