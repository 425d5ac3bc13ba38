// Rows that refer to others by the collation of a column that gets another one: counted where it does.
import type { Database, Dialect, Reference } from "./dialects/dialect";
import type { Orphans } from "./hazards/hazard";
import type { AlterColumn, Operation } from "./operations/operation";
import type { OriginalNames } from "./operations/rename";
import { collated } from "./schema/collated";
import { columnName, idKey, tableByKey } from "./schema/identity";
import { refersAlike } from "./schema/reference";
import type { ForeignKey, Schema, Table, TableId } from "./schema/schema";

interface Sides {
  readonly live: Schema;
  readonly desired: Schema;
  readonly original: OriginalNames;
}

interface Referring {
  readonly operation: AlterColumn;
  /** By the names that are there. */
  readonly reference: Reference;
  /** By its name after the renames. */
  readonly references: TableId;
}

/** Two queries at most. */
export async function orphanedRows(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  sides: Sides,
): Promise<(operation: Operation) => readonly Orphans[]> {
  const { orphans } = dialect;
  if (orphans === undefined) return () => [];
  const referring = referringIn(operations, sides).flatMap((found) => {
    const condition = orphans(found.reference);
    return condition === undefined ? [] : [{ ...found, condition }];
  });
  const counts = await dialect.count(
    database,
    referring.map(({ reference: { table }, condition }) => ({
      table,
      condition,
    })),
  );
  const byColumn = new Map<string, Orphans[]>();
  referring.forEach(({ operation, references }, at) => {
    const count = counts[at];
    const known = byColumn.get(keyOf(operation)) ?? [];
    byColumn.set(keyOf(operation), known);
    known.push(count === undefined ? { references } : { references, count });
  });
  return (operation) =>
    operation.kind === "alterColumn"
      ? (byColumn.get(keyOf(operation)) ?? [])
      : [];
}

/** The operation is another object once it has its answers. */
const keyOf = ({ table, to }: AlterColumn): string =>
  columnName(table, to.name);

/** The first column of each foreign key that stays and is compared otherwise from now on. */
function referringIn(
  operations: readonly Operation[],
  { live, desired, original }: Sides,
): Referring[] {
  const before = tableByKey(live);
  const after = tableByKey(desired);
  const seen = new Set<string>();
  return operations.flatMap((operation) => {
    if (operation.kind !== "alterColumn") return [];
    const [from, to] = [before, after].map((side) =>
      side.get(idKey(operation.table)),
    );
    if (from === undefined || to === undefined) return [];
    if (
      collated(operation.from, from).collation ===
      collated(operation.to, to).collation
    )
      return [];
    return to.foreignKeys.flatMap((key): Referring[] => {
      const name = `${idKey(to)} ${key.name}`;
      if (
        seen.has(name) ||
        !key.columns.includes(operation.to.name) ||
        !from.foreignKeys.some((known) => refersAlike(known, key))
      )
        return [];
      seen.add(name);
      return [
        {
          operation,
          reference: referenceOf(key, to, original),
          references: key.references,
        },
      ];
    });
  });
}

function referenceOf(
  { columns, references, referencedColumns }: ForeignKey,
  table: Table,
  original: OriginalNames,
): Reference {
  return {
    table: original.table(table),
    references: original.table(references),
    pairs: columns.flatMap((name, at) => {
      const referenced = referencedColumns[at];
      const as = table.columns.find((column) => column.name === name);
      return referenced === undefined || as === undefined
        ? []
        : [
            {
              column: original.column(table, name),
              referenced: original.column(references, referenced),
              as: collated(as, table),
            },
          ];
    }),
  };
}
