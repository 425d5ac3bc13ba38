// A column that went while another one came to look like it: did that one go, and this one get its name?
import type { Operation } from "../operations/operation";
import { columnName, sameId } from "../schema/identity";
import type { Column, TableId } from "../schema/schema";
import { isSimilar, likeness } from "./evidence";
import { countWords, type Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Choice, Question } from "./question";

/** Where nothing came in the table that it could have become. */
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
    const changed = likeIn(operations, table, column);
    return comes || changed === undefined
      ? []
      : [question(table, column, changed, facts)];
  });
}

/** The one column whose type is now that of the column that went, and whose name is alike. */
function likeIn(
  operations: readonly Operation[],
  table: TableId,
  column: Column,
): Column | undefined {
  const [changed, ...others] = operations.flatMap((other) =>
    other.kind === "alterColumn" &&
    sameId(other.table, table) &&
    other.from.type !== other.to.type &&
    other.to.type === column.type &&
    isSimilar(other.to.name, column.name)
      ? [other.to]
      : [],
  );
  return others.length === 0 ? changed : undefined;
}

/** The way to answer that it has the name of such a column now. */
export function takeOvers(
  operations: readonly Operation[],
  table: TableId,
  column: Column,
): Choice[] {
  const changed = likeIn(operations, table, column);
  return changed === undefined ? [] : [takeOver(table, column, changed)];
}

function takeOver(table: TableId, column: Column, changed: Column): Choice {
  const [name, target] = [
    columnName(table, column.name),
    columnName(table, changed.name),
  ];
  return {
    meaning: `"${changed.name}" went, and "${column.name}" has its name`,
    flags: `--drop ${shellWord(target)} --rename ${shellWord(`${name}:${changed.name}`)}`,
    answers: { drops: [target], renames: { [name]: changed.name } },
  };
}

function question(
  table: TableId,
  column: Column,
  changed: Column,
  facts: Facts,
): Question {
  const name = columnName(table, column.name);
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
      takeOver(table, column, changed),
      {
        meaning: "It was not renamed",
        flags: `--drop ${shellWord(name)}`,
        answers: { drops: [name] },
      },
    ],
    tables: [table],
  };
}
