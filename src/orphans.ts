// Rows that refer to others by the collation of a column that gets another one: counted where it does.
import type { Database, Dialect, Reference } from "./dialects/dialect";
import type { Orphans } from "./hazards/hazard";
import type { AlterColumn, Operation } from "./operations/operation";
import type { OriginalNames } from "./operations/rename";
import { collated } from "./schema/collated";
import { columnName, idKey, sameId, tableByKey } from "./schema/identity";
import type { ForeignKey, Schema, Table } from "./schema/schema";

interface Sides {
  readonly live: Schema;
  readonly desired: Schema;
  readonly original: OriginalNames;
}

interface Referring {
  readonly operation: AlterColumn;
  readonly reference: Reference;
}

/** Two queries at most. */
export async function orphanedRows(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  sides: Sides,
): Promise<(operation: Operation) => Orphans | undefined> {
  const { orphans } = dialect;
  if (orphans === undefined) return () => undefined;
  const referring = referringIn(operations, sides);
  const counts = await dialect.count(
    database,
    referring.map(({ reference }) => ({
      table: reference.table,
      condition: orphans(reference),
    })),
  );
  const found = new Map(
    referring.map(({ operation, reference: { references } }, at) => {
      const count = counts[at];
      const told = count === undefined ? { references } : { references, count };
      return [keyOf(operation), told];
    }),
  );
  return (operation) =>
    operation.kind === "alterColumn" ? found.get(keyOf(operation)) : undefined;
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
        !from.foreignKeys.some((known) => isSame(known, key))
      )
        return [];
      seen.add(name);
      return [{ operation, reference: referenceOf(key, to, original) }];
    });
  });
}

const isSame = (a: ForeignKey, b: ForeignKey): boolean =>
  sameId(a.references, b.references) &&
  JSON.stringify([a.columns, a.referencedColumns]) ===
    JSON.stringify([b.columns, b.referencedColumns]);

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
