// A change of values under a unique index or a key that is there, which fails where two of them become one.
import type { AlterColumn, EnumUse, Operation } from "../operations/operation";
import { carriesValues, keepsExpression } from "../operations/workedOut";
import { collated } from "../schema/collated";
import { nameOf } from "../schema/identity";
import type { Table, TableId } from "../schema/schema";
import type { HazardContext, HazardRule } from "./hazard";

export const becomesAlike: HazardRule = (operation, context) => {
  const places = columnsMerged(operation, context).flatMap(
    ({ table, column }) =>
      uniqueOver(column, context.live(table), context.desired(table)).map(
        (name) => ({ table, name }),
      ),
  );
  const tables = [...new Set(places.map(({ table }) => nameOf(table)))];
  return places.length === 0
    ? undefined
    : {
        code: "UNIQUE_ON_EXISTING",
        severity: "failure",
        message: `fails where it makes values alike in ${places.map(({ name }) => name).join(" and ")}`,
        remedy: `Look for rows in ${tables.map((name) => `"${name}"`).join(" and ")} that become alike first.`,
      };
};

interface Merged {
  readonly table: TableId;
  readonly column: string;
}

function columnsMerged(
  operation: Operation,
  context: HazardContext,
): readonly Merged[] {
  switch (operation.kind) {
    case "alterColumn":
      return merges(operation, context)
        ? [{ table: operation.table, column: operation.to.name }]
        : [];
    case "alterEnumType":
      return mergesLabels(operation.from.labels, operation.labels)
        ? operation.uses.map(({ table, to }: EnumUse) => ({
            table,
            column: to.name,
          }))
        : [];
    default:
      return [];
  }
}

function merges(operation: AlterColumn, context: HazardContext): boolean {
  const { from, to, cast, oneWay, labels } = operation;
  if (cast !== undefined)
    return oneWay === true && !context.isKeyCast(operation);
  const table = context.live(operation.table);
  if (!carriesValues(operation) && !keepsExpression(operation)) return true;
  return (
    mergesLabels(from.labels, labels) ||
    context.silentLoss(from, to) !== undefined ||
    context.merges(collated(from, table), collated(to, table))
  );
}

/** Whether two labels become one, or one becomes another that stays. */
function mergesLabels(
  before: readonly string[] = [],
  labels: Readonly<Record<string, string>> = {},
): boolean {
  const targets = Object.values(labels);
  return (
    new Set(targets).size < targets.length ||
    targets.some((target) => before.includes(target))
  );
}

/** What is unique before and after, in words. What becomes so is told where it comes. */
function uniqueOver(
  column: string,
  live: Table | undefined,
  desired: Table | undefined,
): readonly string[] {
  if (live === undefined || desired === undefined) return [];
  const before = new Set(uniqueIn(live).map(({ columns }) => keyOf(columns)));
  return uniqueIn(desired)
    .filter(
      ({ columns }) => columns.includes(column) && before.has(keyOf(columns)),
    )
    .map(({ words }) => words);
}

const keyOf = (columns: readonly (string | undefined)[]): string =>
  JSON.stringify(columns);

interface UniqueColumns {
  readonly words: string;
  readonly columns: readonly (string | undefined)[];
}

const uniqueIn = (table: Table): readonly UniqueColumns[] => [
  ...(table.primaryKey === undefined
    ? []
    : [{ words: "the primary key", columns: table.primaryKey.columns }]),
  ...table.uniques.map(({ name, columns }) => ({
    words: `the unique constraint "${name}"`,
    columns,
  })),
  ...table.indexes
    .filter(({ unique }) => unique)
    .map(({ name, keys }) => ({
      words: `the unique index "${name}"`,
      columns: keys.map(({ column }) => column),
    })),
];
