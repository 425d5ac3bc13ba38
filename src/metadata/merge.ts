// Entities that share a table are one table.
import type { DeclaredTable } from "../dialects/dialect";
import { equal } from "../schema/equal";
import { ConflictingEntitiesError } from "../schema/errors";
import { columnName, nameOf } from "../schema/identity";

/**
 * The union of what several entities declare of one table.
 * @throws ConflictingEntitiesError that names both entities, when they declare one column or constraint in two ways.
 */
export function merged(tables: readonly DeclaredTable[]): DeclaredTable {
  return tables.reduce((a, b) => ({
    ...a,
    entities: [...a.entities, ...b.entities],
    ...(a.comment === undefined && b.comment !== undefined
      ? { comment: b.comment }
      : {}),
    ...(a.engine === undefined && b.engine !== undefined
      ? { engine: b.engine }
      : {}),
    columns: union(a, b, a.columns, b.columns, "Column"),
    primaryKeyName: a.primaryKeyName ?? b.primaryKeyName,
    uniques: union(a, b, a.uniques, b.uniques, "Unique constraint"),
    checks: union(a, b, a.checks, b.checks, "Check"),
    exclusions: union(a, b, a.exclusions, b.exclusions, "Exclusion"),
    foreignKeys: union(a, b, a.foreignKeys, b.foreignKeys, "Foreign key"),
    indexes: union(a, b, a.indexes, b.indexes, "Index"),
  }));
}

function union<Item extends { readonly name: string }>(
  a: DeclaredTable,
  b: DeclaredTable,
  first: readonly Item[],
  second: readonly Item[],
  subject: string,
): Item[] {
  const known = new Map(first.map((item) => [item.name, item]));
  for (const item of second) {
    const other = known.get(item.name);
    if (other !== undefined && !equal(other, item))
      throw new ConflictingEntitiesError(
        `${subject} "${item.name}" of table "${nameOf(a)}" is declared in two ways, by ${a.entities.join(" and ")} and by ${b.entities.join(" and ")} (${differences(other, item)}). Make "${columnName(a, item.name)}" the same in both.`,
      );
  }
  return [...first, ...second.filter((item) => !known.has(item.name))];
}

/** The fields in which two declarations differ, with both values. */
function differences(a: object, b: object): string {
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => !equal(left[field], right[field]))
    .map(
      (field) =>
        `${field}: ${spelled(left[field])} or ${spelled(right[field])}`,
    )
    .join("; ");
}

const spelled = (value: unknown): string =>
  value === undefined ? "none" : JSON.stringify(value);
