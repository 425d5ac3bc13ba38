// The header of a migration file: what it is for, where it stands, and what it does, a line an operation.
import { describe } from "../operations/describe";
import type { Operation } from "../operations/operation";
import type { Plan } from "../plan/plan";
import { idKey } from "../schema/identity";
import { paragraph } from "./comments";
import type { MigrationFile, Parent } from "./file";
import { unsigned } from "./digest";
import { onOneLine } from "./sql";
import { padded, visible, widthOf } from "./visible";

/** The lines of the JSDoc comment above the class. */
export function headerLines(file: MigrationFile): readonly string[] {
  return [messageLines(file), identityLines(file), findingLines(file.plan)]
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : ["", ...section]))
    .map((line) => visible(line).replaceAll("*/", "*\\/").trimEnd());
}

function messageLines({ message }: MigrationFile): readonly string[] {
  const text = message.trim();
  return text === ""
    ? []
    : text.split(/\r\n?|\n/).flatMap((line) => paragraph(line));
}

function identityLines(file: MigrationFile): readonly string[] {
  const parents = file.revises.map(parentText);
  return [
    `Revision  ${file.id}`,
    ...labelled("Revises", parents.length === 0 ? ["base"] : parents),
    ...(file.database === undefined ? [] : [`Database  ${file.database}`]),
    ...labelled("Answers", file.answers ?? []),
    ...labelled("Excluded", file.excluded ?? []),
    ...(file.plan === undefined ? [] : [unsigned]),
  ];
}

const labelWidth = 10;

/** Lines with the label before the first. */
function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map(
    (line, index) => `${(index === 0 ? label : "").padEnd(labelWidth)}${line}`,
  );
}

/** The lines that a header has under a label, as `labelled` wrote them. */
export function labelledIn(
  header: readonly string[],
  label: string,
): readonly string[] {
  const start = header.findIndex((line) =>
    line.startsWith(label.padEnd(labelWidth)),
  );
  if (start < 0) return [];
  const end = header.findIndex(
    (line, index) => index > start && !line.startsWith(" ".repeat(labelWidth)),
  );
  return header
    .slice(start, end < 0 ? undefined : end)
    .map((line) => line.slice(labelWidth));
}

function parentText({ id, name }: Parent): string {
  return `${id} ${name.endsWith(id) ? name.slice(0, -id.length) : name}`;
}

function findingLines(plan: Plan | undefined): readonly string[] {
  if (plan === undefined) return [];
  const dangers = dangerByOperation(plan);
  return table(
    plan.operations
      .filter(standsAlone(plan.operations))
      .map((operation) => cellsOf(operation, dangers.get(operation))),
  );
}

type Cells = readonly [
  subject: string,
  name: string,
  detail: string,
  danger: string,
];

function cellsOf(operation: Operation, danger: string | undefined): Cells {
  const { sign, subject, name, detail } = describe(operation);
  return [
    `  ${sign} ${subject}`,
    visible(name),
    shortened(onOneLine(detail)),
    danger ?? "",
  ];
}

function dangerByOperation({ hazards }: Plan): ReadonlyMap<Operation, string> {
  const dangers = new Map<Operation, string>();
  for (const { severity, operation, message } of hazards) {
    if (severity !== "dataLoss" && severity !== "failure") continue;
    const known = dangers.get(operation);
    dangers.set(
      operation,
      known === undefined ? message : `${known}; ${message}`,
    );
  }
  return dangers;
}

/** Leaves out what comes and goes with its table: who reads of the table expects it. */
function standsAlone(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const created = tableKeys(operations, "createTable");
  const dropped = tableKeys(operations, "dropTable");
  return (operation) => {
    switch (operation.kind) {
      case "addConstraint":
      case "createIndex":
        return !created.has(idKey(operation.table));
      case "dropConstraint":
      case "dropIndex":
        return !dropped.has(idKey(operation.table));
      default:
        return true;
    }
  };
}

function tableKeys(
  operations: readonly Operation[],
  kind: "createTable" | "dropTable",
): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) =>
      operation.kind === kind ? [idKey(operation.table)] : [],
    ),
  );
}

/** Cells longer than this do not push the others away. */
const aligned = 44;

/** Rows of cells, one below the other. */
function table(rows: readonly Cells[]): readonly string[] {
  const widths = [0, 1, 2].map((column) =>
    rows
      .map((row) => widthOf(row[column] ?? ""))
      .filter((width) => width <= aligned)
      .reduce((widest, width) => Math.max(widest, width), 0),
  );
  return rows.map((row) =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0)).join("  "),
  );
}

/** As much of a long expression as tells it from others: the whole stands above its statement. */
function shortened(text: string): string {
  const [line = "", ...rest] = paragraph(text, 60);
  return rest.length === 0 ? line : `${line} …`;
}
