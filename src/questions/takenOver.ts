// A column that went while another one came to look like it: did that one go, and this one get its name?
import type { Operation } from "../operations/operation";
import { columnName, sameId } from "../schema/identity";
import type { Column, TableId } from "../schema/schema";
import { isSimilar, likeness } from "./evidence";
import { countWords, type Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Question } from "./question";

/** Where the type is now that of the column that went, and the names are alike. What new columns were is asked elsewhere. */
export function takenOver(
  operations: readonly Operation[],
  facts: Facts,
  isDropped: (name: string) => boolean,
): Question[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "dropColumn") return [];
    const { table, column } = operation;
    if (isDropped(columnName(table, column.name))) return [];
    const comes = operations.some(
      (other) => other.kind === "addColumn" && sameId(other.table, table),
    );
    if (comes) return [];
    const [changed, ...others] = operations.flatMap((other) =>
      other.kind === "alterColumn" &&
      sameId(other.table, table) &&
      other.from.type !== other.to.type &&
      other.to.type === column.type &&
      isSimilar(other.to.name, column.name)
        ? [other.to]
        : [],
    );
    return changed === undefined || others.length > 0
      ? []
      : [question(table, column, changed, facts)];
  });
}

function question(
  table: TableId,
  column: Column,
  changed: Column,
  facts: Facts,
): Question {
  const [name, target] = [
    columnName(table, column.name),
    columnName(table, changed.name),
  ];
  const [before, after] = [facts.live(table), facts.desired(table)];
  const found = before && after && likeness(before, column, after, changed);
  const rows = countWords(facts.count(table, column.name), "value");
  return {
    kind: "renamedColumn",
    subject: name,
    message: `Was ${quotedColumn(table, changed.name)} dropped, and ${quotedColumn(table, column.name)} renamed to it?`,
    verdict: found?.alike === true ? "likely" : "possible",
    evidence: found?.evidence ?? [],
    asWritten: `"${column.name}" is dropped with its ${rows}, and "${changed.name}" keeps its own values in another type.`,
    choices: [
      {
        meaning: `"${changed.name}" went, and "${column.name}" has its name`,
        flags: `--drop ${shellWord(target)} --rename ${shellWord(`${name}:${changed.name}`)}`,
        answers: { drops: [target], renames: { [name]: changed.name } },
      },
      {
        meaning: "It was not renamed",
        flags: `--drop ${shellWord(name)}`,
        answers: { drops: [name] },
      },
    ],
    tables: [table],
  };
}
