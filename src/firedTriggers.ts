// The triggers that a migration fires by giving values to rows: asked for only where an operation may do so.
import type {
  ColumnRef,
  Database,
  Dialect,
  FiringTrigger,
} from "./dialects/dialect";
import type { Fired } from "./hazards/hazard";
import { invert } from "./operations/invert";
import type { Operation } from "./operations/operation";
import type { OriginalNames } from "./operations/rename";
import { filled } from "./plan/planOf";
import { idKey } from "./schema/identity";
import type { Schema } from "./schema/schema";

/** One query at most. */
export async function firedTriggers(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  { original, live }: { original: OriginalNames; live: Schema },
): Promise<(operation: Operation) => Fired | undefined> {
  const tables = [
    ...new Map(
      operations.flatMap((operation) => {
        const changed = columnOf(operation);
        if (changed === undefined) return [];
        const table = original.table(changed.table);
        return [[idKey(table), table] as const];
      }),
    ).values(),
  ];
  const found =
    tables.length === 0 ? [] : await dialect.firing(database, tables);
  if (found.length === 0) return () => undefined;
  return (operation) => {
    const changed = columnOf(operation);
    if (changed === undefined) return undefined;
    const table = idKey(original.table(changed.table));
    const column = original.column(changed.table, changed.column);
    const triggers = found
      .filter(
        (trigger) => idKey(trigger.table) === table && minds(trigger, column),
      )
      .map(({ name }) => name);
    if (triggers.length === 0) return undefined;
    const when = whenUpdated(operation, live, dialect);
    return when === undefined ? undefined : { triggers, when };
  };
}

/** The column that an operation of this kind may give values to, in either direction. */
function columnOf(operation: Operation): ColumnRef | undefined {
  switch (operation.kind) {
    case "addColumn":
    case "dropColumn":
      return { table: operation.table, column: operation.column.name };
    case "alterColumn":
      return { table: operation.table, column: operation.to.name };
    default:
      return undefined;
  }
}

const minds = ({ columns }: FiringTrigger, column: string): boolean =>
  columns.length === 0 || columns.includes(column);

function whenUpdated(
  operation: Operation,
  live: Schema,
  dialect: Dialect,
): Fired["when"] | undefined {
  const up = updates(operation, dialect);
  const down = updates(filled(invert(operation), live, dialect), dialect);
  return up ? (down ? "both" : "up") : down ? "down" : undefined;
}

/** Batches end with a statement for the rest of the rows, or are run ahead of all else. */
const updates = (operation: Operation, dialect: Dialect): boolean =>
  ((operation.kind === "addColumn" || operation.kind === "alterColumn") &&
    operation.batch !== undefined) ||
  dialect
    .compile([operation])
    .some(({ statements }) =>
      statements.some(({ sql }) => sql.startsWith("UPDATE ")),
    );
