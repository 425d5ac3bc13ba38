// Rows that a change concerns: those of what goes, and those whose values may not fit.
import type { Counted, Database, Dialect, RowCount } from "./dialects/dialect";
import type { Misfits } from "./hazards/hazard";
import type { Operation } from "./operations/operation";
import type { OriginalNames } from "./operations/rename";
import { carriesValues, keepsExpression } from "./operations/workedOut";
import type { Facts } from "./questions/facts";
import { labelChange } from "./questions/labelChange";
import { forbidsNull, lacksBackfill } from "./questions/values";
import { idKey } from "./schema/identity";
import type { TableId } from "./schema/schema";

/** What was counted, by names after the renames. */
export interface Counts extends Pick<Facts, "count" | "countLabel"> {
  readonly misfits: (table: TableId, column: string) => Misfits | undefined;
}

/** All at once. */
export async function countsOf(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  original: OriginalNames,
): Promise<Counts> {
  const inDatabase = (counted: Counted): Counted => ({
    ...counted,
    table: original.table(counted.table),
    ...(counted.column === undefined
      ? {}
      : { column: original.column(counted.table, counted.column) }),
  });
  const wanted = [
    ...operations.flatMap(countedBy),
    ...operations.flatMap((operation) =>
      misfitsBy(operation, dialect, inDatabase),
    ),
  ];
  const answers = await dialect.count(database, wanted.map(inDatabase));
  const counts = new Map(
    wanted.map((counted, position) => [countKey(counted), answers[position]]),
  );
  return {
    count: (table, column) =>
      counts.get(
        countKey({ table, ...(column === undefined ? {} : { column }) }),
      ),
    countLabel: (table, column, label) =>
      counts.get(countKey({ table, column, label })),
    misfits: (table, column) => {
      const key = countKey({ table, column, condition: "" });
      if (!counts.has(key)) return undefined;
      const count: RowCount | undefined = counts.get(key);
      return count === undefined ? {} : { count };
    },
  };
}

const countKey = ({ table, column, label, condition }: Counted): string =>
  JSON.stringify([idKey(table), column, label, condition !== undefined]);

function countedBy(operation: Operation): Counted[] {
  switch (operation.kind) {
    case "dropTable":
      return [{ table: operation.table }];
    case "dropColumn":
      return [{ table: operation.table, column: operation.column.name }];
    case "addColumn":
      return lacksBackfill(operation) ? [{ table: operation.table }] : [];
    case "alterEnumType":
    case "alterColumn": {
      const { removed = [], uses = [] } = labelChange(operation) ?? {};
      return [
        ...(forbidsNull(operation)
          ? [
              { table: operation.table },
              { table: operation.table, column: operation.to.name },
            ]
          : []),
        ...removed.flatMap((label) =>
          uses.map(({ table, to }) => ({ table, column: to.name, label })),
        ),
      ];
    }
    default:
      return [];
  }
}

/** The condition speaks of the column as it is called in the database. */
function misfitsBy(
  operation: Operation,
  dialect: Dialect,
  inDatabase: (counted: Counted) => Counted,
): Counted[] {
  if (
    operation.kind !== "alterColumn" ||
    operation.cast !== undefined ||
    !(carriesValues(operation) || keepsExpression(operation))
  )
    return [];
  const { table, from, to } = operation;
  const counted = { table, column: to.name };
  const { column = to.name } = inDatabase(counted);
  const condition = dialect.misfit(column, from, to);
  return condition === undefined
    ? []
    : [{ ...counted, condition, type: from.type }];
}
