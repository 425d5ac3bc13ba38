// Partitions: by what a table has them, what the servers refuse of a table that has some, and how they come back with it.
import type { AlterColumn, Operation } from "../../../operations/operation";
import { nameOf } from "../../../schema/identity";
import type {
  Column,
  Index,
  PartitionedBy,
  Table,
} from "../../../schema/schema";
import type { Database, PartitionedTable, Refused, Scope } from "../../dialect";
import { definitionLines } from "../catalog/definition";
import { movesByExpression, wayThrough } from "../compile/detour";
import { needsReplacement } from "../disturbed";
import { hasName } from "../names";
import {
  baseOf,
  isBinary,
  isInteger,
  isShape,
  isText,
  modifiersOf,
} from "../types";
import type { Variant } from "../variant";

/** What the catalog says of partitions, or of those below them: `RANGE COLUMNS`, and between backticks by what. */
export interface PartitioningRow {
  readonly method: string;
  readonly expression: string | null;
}

export function partitionedBy(
  { method, expression }: PartitioningRow,
  columns: readonly Column[],
): PartitionedBy {
  // Names of columns are alike in either case, and printed as they were typed.
  const text = (expression ?? "").toLowerCase();
  return {
    method: method.endsWith("KEY")
      ? "key"
      : method.endsWith("COLUMNS")
        ? "columns"
        : "expression",
    columns: columns
      .map(({ name }) => name)
      .filter((name) => hasName(text, name.toLowerCase())),
  };
}

/** Tables that go by an answer, with the clause that makes their partitions: no catalog has the whole of it. */
export async function withPartitions(
  database: Database,
  tables: readonly Table[],
  scope: Scope,
): Promise<readonly Table[]> {
  const read: Table[] = [];
  for (const table of tables) {
    if (scope.maps(table) || !scope.drops(table)) {
      read.push(table);
      continue;
    }
    const lines = await definitionLines(database, table);
    const options = lines
      .map((line) => line.startsWith(") ENGINE="))
      .lastIndexOf(true);
    const clause = options < 0 ? [] : lines.slice(options + 1);
    const by = clause.join("\n").trim();
    read.push(
      by === "" ? table : { ...table, partitioned: { by, partitions: [] } },
    );
  }
  return read;
}

/** What is wrong with the operation on, or about, a table that has partitions. */
export function refusedPartitioned(
  operation: Operation,
  table: PartitionedTable,
  variant: Variant,
): Refused | undefined {
  const name = nameOf(table.id);
  switch (operation.kind) {
    case "addConstraint": {
      const { constraint } = operation;
      if (constraint.kind === "foreignKey")
        return {
          what: `table "${name}" is partitioned, and such a table can neither have a foreign key nor be referred to by one`,
          remedy:
            "Say `createForeignKeyConstraints: false` in the relation, or take the partitions away.",
        };
      return constraint.kind === "primaryKey" || constraint.kind === "unique"
        ? uniqueWithout(table, constraint.columns)
        : undefined;
    }
    case "dropConstraint":
      return operation.constraint.kind === "primaryKey" &&
        table.primaryKey.length === 0 &&
        table.by.some(goesByPrimaryKey)
        ? {
            what: `table "${name}" is partitioned by its primary key`,
            remedy: newTable,
          }
        : undefined;
    case "createIndex":
      if (operation.index.unique)
        return uniqueWithout(table, wholeColumnsOf(operation.index));
      return operation.index.method === "fulltext" &&
        !variant.partitions.fulltext
        ? {
            what: `table "${name}" is partitioned, and such a table can have no full-text index`,
            remedy: "Leave the index out, or take the partitions away.",
          }
        : undefined;
    case "addColumn":
      return isShape(operation.column.type) ? shapes(name) : undefined;
    case "alterColumn":
      return isShape(operation.to.type) && !isShape(operation.from.type)
        ? shapes(name)
        : otherColumn(operation, table, variant);
    case "alterTableEngine":
      return !variant.partitions.engines &&
        !partitioningEngines.has(operation.to?.toLowerCase() ?? "innodb")
        ? {
            what: `table "${name}" is partitioned, which ${operation.to ?? "that engine"} cannot be`,
            remedy: "Keep the engine, or take the partitions away.",
          }
        : undefined;
    default:
      return undefined;
  }
}

const newTable =
  "What a table is partitioned by cannot change so: make a new table, and move the rows.";

const partitioningEngines: ReadonlySet<string> = new Set([
  "innodb",
  "ndb",
  "ndbcluster",
]);

const shapes = (name: string): Refused => ({
  what: `table "${name}" is partitioned, and such a table can have no column of a spatial type`,
  remedy:
    "Put the column into a table of its own, or take the partitions away.",
});

const goesByPrimaryKey = ({ method, columns }: PartitionedBy): boolean =>
  method === "key" && columns.length === 0;

/** "(prefixed columns are not considered)" */
const wholeColumnsOf = ({ keys }: Index): string[] =>
  keys.flatMap(({ column, length }) =>
    column === undefined || length !== undefined ? [] : [column],
  );

function uniqueWithout(
  { id, by, primaryKey }: PartitionedTable,
  columns: readonly string[],
): Refused | undefined {
  const missing = by
    .flatMap((part) => (goesByPrimaryKey(part) ? primaryKey : part.columns))
    .filter((column) => !columns.includes(column));
  return missing.length === 0
    ? undefined
    : {
        what: `table "${nameOf(id)}" is partitioned by ${quoted(missing)}, which each of its unique indexes and its primary key has to have`,
        remedy:
          "Add that to its columns, or leave it out, or make a new table with other partitions, and move the rows.",
      };
}

const quoted = (names: readonly string[]): string =>
  [...new Set(names)].map((name) => `"${name}"`).join(", ");

function otherColumn(
  operation: AlterColumn,
  { id, by }: PartitionedTable,
  { partitions }: Variant,
): Refused | undefined {
  const { from, to } = operation;
  const parts = by.filter(({ columns }) => columns.includes(to.name));
  if (parts.length === 0) return undefined;
  const isDropped =
    !partitions.columnsGo &&
    (movesByExpression(operation) || needsReplacement(operation));
  const isRefused =
    isDropped ||
    wayThrough(operation) !== undefined ||
    parts.some(({ method }) => !fits[method](from, to));
  return isRefused
    ? {
        what: `table "${nameOf(id)}" is partitioned by "${to.name}", and the server refuses ${isDropped ? "to make such a column anew" : "what its partitions cannot go by"}`,
        remedy: `Try it on a copy of the table. ${newTable}`,
      }
    : undefined;
}

/** Changes that the servers were seen to take, whatever the partitions are. */
const fits: Readonly<
  Record<PartitionedBy["method"], (from: Column, to: Column) => boolean>
> = {
  key: (_from, { type }) =>
    !(isText(type) && !isShortText(type)) &&
    !baseOf(type).endsWith("blob") &&
    baseOf(type) !== "json",
  columns: (from, to) =>
    sameOrDay(from, to) ||
    (isInteger(from.type) && widens(from.type, to.type)) ||
    (from.collation === to.collation &&
      ((isShortText(from.type) && isShortText(to.type)) ||
        (isBinary(from.type) && baseOf(from.type) === baseOf(to.type))) &&
      lengthOf(from) <= lengthOf(to)),
  expression: (from, to) =>
    sameOrDay(from, to) ||
    (isInteger(from.type) &&
      isInteger(to.type) &&
      isUnsigned(from.type) === isUnsigned(to.type)),
};

const isShortText = (type: string): boolean =>
  ["char", "varchar"].includes(baseOf(type));

const lengthOf = ({ type }: Column): number => modifiersOf(type)[0] ?? 1;

const days: ReadonlySet<string> = new Set(["date", "datetime"]);

const sameOrDay = (from: Column, to: Column): boolean =>
  (from.type === to.type && from.collation === to.collation) ||
  (days.has(baseOf(from.type)) && days.has(baseOf(to.type)));

const isUnsigned = (type: string): boolean => type.includes("unsigned");

const sizes = ["tinyint", "smallint", "mediumint", "int", "bigint"];

const widens = (from: string, to: string): boolean =>
  isInteger(to) &&
  isUnsigned(from) === isUnsigned(to) &&
  sizes.indexOf(baseOf(from)) <= sizes.indexOf(baseOf(to));
