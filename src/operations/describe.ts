// Operations in words, for the file's header, the comments in it, the command's findings and messages.
import { columnName, nameOf } from "../schema/identity";
import { unreachable } from "../schema/unreachable";
import { columnChanges, typeOf } from "./describeColumn";
import { constraintDetail, constraintWords, indexDetail } from "./describeKeys";
import { describedView } from "./describeView";
import type { Operation } from "./operation";

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

function line(
  sign: Description["sign"],
  subject: string,
  name: string,
  detail = "",
): Description {
  return { sign, subject, name, detail };
}

const renamedTo = (name: string): string => `renamed to ${name}`;

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
