// What a period of a table means for what entities say of the table: they can say none, nor that rows do not overlap in it.
import type { Index, PrimaryKey, Table } from "../../schema/schema";

type Said = Pick<Table, "columns" | "primaryKey" | "period" | "indexes">;

/** With the live period, for which its columns hold no NULL, and with live keys without overlaps for those that name their other columns, or all. */
export function inPeriod(desired: Table, live: Table): Said {
  const { columns, indexes, primaryKey } = desired;
  const { period } = live;
  const ends = period === undefined ? [] : [period.start, period.end];
  const stays = ends.every((end) => columns.some(({ name }) => name === end));
  if (period === undefined || !stays)
    return {
      columns,
      indexes,
      ...(primaryKey === undefined ? {} : { primaryKey }),
    };
  return {
    columns: columns.map((column) =>
      ends.includes(column.name) ? { ...column, nullable: false } : column,
    ),
    period,
    ...(primaryKey === undefined
      ? {}
      : { primaryKey: keyAs(primaryKey, live.primaryKey) }),
    indexes: indexes.map((index) => indexAs(index, live.indexes)),
  };
}

const keyAs = (
  desired: PrimaryKey,
  live: PrimaryKey | undefined,
): PrimaryKey =>
  live?.withoutOverlaps !== undefined && isMeant(desired.columns, live.columns)
    ? live
    : desired;

function indexAs(desired: Index, live: readonly Index[]): Index {
  const twin = live.find(
    (index) =>
      index.withoutOverlaps !== undefined &&
      desired.unique &&
      isMeant(columnsOf(desired), columnsOf(index)),
  );
  return twin?.withoutOverlaps === undefined
    ? desired
    : { ...desired, keys: twin.keys, withoutOverlaps: twin.withoutOverlaps };
}

const columnsOf = ({ keys }: Index): string[] =>
  keys.map(({ column = "" }) => column);

/** The two columns of the period come last. */
function isMeant(said: readonly string[], live: readonly string[]): boolean {
  const others = live.slice(0, -2);
  const [end = "", start = ""] = live.slice(-2);
  return [others, [...others, end, start], [...others, start, end]].some(
    (columns) => columns.join("\u0000") === said.join("\u0000"),
  );
}
