// Where a failed migration leaves what it did: which statement of the one direction takes back which of the other.
import type { Dialect } from "../dialects/dialect";
import { invert } from "../operations/invert";
import type { Operation } from "../operations/operation";
import { columnName, nameOf } from "../schema/identity";
import type { TableId } from "../schema/schema";
import type { Step, TakesBack } from "./plan";

/** Undefined where a statement whose counterpart is not done fails by itself, or changes nothing. */
export function takesBackOf(
  upgrade: readonly Step[],
  downgrade: readonly Step[],
  { unitsOf, running }: Pick<Dialect, "unitsOf" | "running">,
): TakesBack | undefined {
  if (unitsOf === undefined) return undefined;
  if (!mayHarm(upgrade.map(({ operation }) => operation))) return undefined;
  const isForSession = (sql: string): boolean =>
    running.isSentAgain(sql, undefined);
  const counterparts = (
    of: readonly Step[],
    others: readonly Step[],
  ): number[] => {
    const unitOf = unitsOf(others.map(({ operation }) => operation));
    const needed = neededBy(others, unitOf, isForSession);
    return of.flatMap(({ operation, statements }) => {
      const unit = unitOf(invert(operation))?.name;
      const number = unit === undefined ? 0 : (needed.get(unit) ?? 0);
      return statements.map(() => number);
    });
  };
  return {
    upgrade: counterparts(upgrade, downgrade),
    downgrade: counterparts(downgrade, upgrade),
  };
}

/** How many statements are done when there is something of each unit to take back. */
function neededBy(
  steps: readonly Step[],
  unitOf: ReturnType<NonNullable<Dialect["unitsOf"]>>,
  isForSession: (sql: string) => boolean,
): ReadonlyMap<string, number> {
  const needed = new Map<string, number>();
  let count = 0;
  for (const { operation, statements } of steps) {
    const lasting = statements.flatMap(({ sql }, index) =>
      isForSession(sql) ? [] : [count + index + 1],
    );
    count += statements.length;
    const unit = unitOf(operation);
    const number = unit?.leaves === "halves" ? lasting[0] : lasting.at(-1);
    if (unit !== undefined && number !== undefined)
      needed.set(unit.name, number);
  }
  return needed;
}

/** Taking back what was not done can harm where one thing has the name that another one had, where values are worked out from others, and where a key that is put back has another name by then. */
function mayHarm(operations: readonly Operation[]): boolean {
  const gone = new Set(operations.flatMap(leaving));
  return (
    operations
      .map(invert)
      .flatMap(leaving)
      .some((name) => gone.has(name)) ||
    operations.some(
      (operation) =>
        (operation.kind === "addConstraint" &&
          operation.aroundRenames === true) ||
        (operation.kind === "alterColumn" &&
          (operation.cast ?? operation.inverseCast) !== undefined),
    )
  );
}

/** The names that mean something else or nothing afterwards, in lower case: for most servers here that is the same name. */
function leaving(operation: Operation): string[] {
  switch (operation.kind) {
    case "dropTable":
      return [tableName(operation.table)];
    case "renameTable":
      return [tableName(operation.from)];
    case "dropColumn":
      return [inTable(operation.table, operation.column.name)];
    case "dropConstraint":
      return [inTable(operation.table, operation.constraint.name)];
    case "dropIndex":
      return [inTable(operation.table, operation.index.name)];
    case "renameColumn":
    case "renameConstraint":
    case "renameIndex":
      return [inTable(operation.table, operation.from)];
    default:
      return [];
  }
}

const tableName = (table: TableId): string => nameOf(table).toLowerCase();
/** Of a column, an index or a constraint: one that is taken for another does no harm here. */
const inTable = (table: TableId, name: string): string =>
  columnName(table, name).toLowerCase();
