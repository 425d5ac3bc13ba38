// Casts and fills that read each other's columns: where columns change one after the other, one of them would find the other changed.
import type { Dialect } from "../dialects/dialect";
import {
  castReaders,
  fillReaders,
  valueReaders,
} from "../operations/castReaders";
import type { AlterColumn, Operation } from "../operations/operation";
import { AnswerError } from "../schema/errors";
import { columnName } from "../schema/identity";
import { lines } from "./answers";
import type { Answers } from "./question";

/** @throws AnswerError that names the answers of a circle. */
export function rejectCastCircles(
  operations: readonly Operation[],
  { casts = {}, backfills = {} }: Answers,
  { castsAtOnce }: Pick<Dialect, "castsAtOnce">,
): void {
  const circle = circleAmong(
    operations.filter((operation) => operation.kind === "alterColumn"),
    castsAtOnce ? fillersIn(operations) : readersIn(operations),
  );
  if (circle === undefined) return;
  const answers = circle.map(({ table, to }) => {
    const name = columnName(table, to.name);
    const [cast, backfill] = [casts[name], backfills[name]];
    return lines(
      cast === undefined && backfill !== undefined
        ? { backfills: { [name]: backfill } }
        : { casts: { [name]: cast ?? "" } },
    ).join(" ");
  });
  throw new AnswerError(
    `The answers ${answers.join(" and ")} read each other's columns, and whichever changes first, another one would find it changed. Make two revisions of it: change ${circle.length === 2 ? "one of the columns" : "some of the columns"} in a revision of its own.`,
  );
}

/** Columns that only fill one another change no value that another one can have been filled from. */
function readersIn(operations: readonly Operation[]) {
  const [byCasts, byAny] = [castReaders(operations), valueReaders(operations)];
  return (column: AlterColumn): readonly AlterColumn[] =>
    (column.from.type === column.to.type ? byCasts : byAny)(column);
}

/** Where all casts read the values from before, what changes in place still does so after the other. */
function fillersIn(operations: readonly Operation[]) {
  const byFills = fillReaders(operations);
  return (column: AlterColumn): readonly AlterColumn[] =>
    column.from.type === column.to.type || column.cast !== undefined
      ? []
      : byFills(column);
}

/** The first one found; each is read by the next one, and the last one by the first. */
function circleAmong(
  columns: readonly AlterColumn[],
  readersOf: (column: AlterColumn) => readonly AlterColumn[],
): readonly AlterColumn[] | undefined {
  const done = new Set<AlterColumn>();
  const search = (
    column: AlterColumn,
    way: readonly AlterColumn[],
  ): readonly AlterColumn[] | undefined => {
    const at = way.indexOf(column);
    if (at >= 0) return way.slice(at);
    if (done.has(column)) return undefined;
    done.add(column);
    for (const reader of readersOf(column)) {
      const found = search(reader, [...way, column]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const column of columns) {
    const found = search(column, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
