// How alike a column that went and a column that came are, in words. Structure is the evidence; names only rank.
import { mentions } from "../operations/mentions";
import type { Column, Table } from "../schema/schema";

/** What speaks for a rename of one column to another. */
export interface Likeness {
  /** Most telling first. */
  readonly evidence: readonly string[];
  readonly score: number;
  /** Nothing in the structure speaks against it. */
  readonly alike: boolean;
}

export function likeness(
  before: Table,
  removed: Column,
  after: Table,
  added: Column,
  isFormer = false,
): Likeness {
  const sameType = removed.type === added.type || bothEnums(removed, added);
  const sameNullability = removed.nullable === added.nullable;
  const facts: readonly (readonly [boolean, number, string])[] = [
    [isFormer, 50, "the property was mapped to it before"],
    [
      normalized(removed.name) === normalized(added.name),
      40,
      "name differs by spelling only",
    ],
    [
      sameType,
      30,
      removed.type === added.type
        ? `same type ${added.type}`
        : "both are enums",
    ],
    [
      referenced(before, removed) !== undefined &&
        referenced(before, removed) === referenced(after, added),
      20,
      "foreign key to the same table",
    ],
    [
      removed.comment !== undefined && removed.comment === added.comment,
      15,
      "same comment",
    ],
    [
      hasKey(before, removed) && hasKey(after, added),
      15,
      "index on it matches",
    ],
    [
      removed.default !== undefined && removed.default === added.default,
      10,
      "same default",
    ],
    [
      sameType && similarity(removed.name, added.name) >= 0.6,
      10,
      "similar name",
    ],
    [samePlace(before, removed, after, added), 7, "same place in the table"],
    [sameNullability, 5, "same nullability"],
  ];
  const holding = facts.filter(([holds]) => holds);
  return {
    evidence: holding.map(([, , words]) => words),
    score: holding.reduce((sum, [, weight]) => sum + weight, 0),
    alike: sameType && sameNullability,
  };
}

export const bothEnums = (a: Column, b: Column): boolean =>
  a.enumType !== undefined && b.enumType !== undefined;

/** `fullName`, `full_name` and `FullName` are one word. */
export const normalized = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();

function referenced(table: Table, column: Column): string | undefined {
  const key = table.foreignKeys.find(
    ({ columns }) => columns.length === 1 && columns[0] === column.name,
  );
  return key && JSON.stringify(key.references);
}

function hasKey(table: Table, column: Column): boolean {
  return (
    table.indexes.some((index) =>
      index.keys.some(
        (key) =>
          key.column === column.name ||
          (key.expression !== undefined &&
            mentions(key.expression, column.name)),
      ),
    ) || table.uniques.some((unique) => unique.columns.includes(column.name))
  );
}

/** Between the same neighbours, or at the same place from the start. */
function samePlace(
  before: Table,
  removed: Column,
  after: Table,
  added: Column,
): boolean {
  const [a, b] = [
    before.columns.indexOf(removed),
    after.columns.indexOf(added),
  ];
  const neighbour = (table: Table, position: number): string | undefined =>
    table.columns[position]?.name;
  return (
    a === b || (a > 0 && neighbour(before, a - 1) === neighbour(after, b - 1))
  );
}

export const isSimilar = (a: string, b: string): boolean =>
  normalized(a) === normalized(b) || similarity(a, b) >= 0.6;

/** 1 for equal names, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  const [left, right] = [letterPairs(a), letterPairs(b)];
  if (left.length === 0 || right.length === 0) return a === b ? 1 : 0;
  return pairsInCommon(left, right);
}

/** The part of both that is shared (Sørensen–Dice); 0 where one has none. */
export function pairsInCommon(
  left: readonly string[],
  right: readonly string[],
): number {
  const rest = [...right];
  const shared = left.filter((pair) => {
    const position = rest.indexOf(pair);
    if (position >= 0) rest.splice(position, 1);
    return position >= 0;
  });
  return (2 * shared.length) / (left.length + right.length || 1);
}

/** Of a name, whatever its spelling. */
export function letterPairs(name: string): string[] {
  const letters = Array.from(normalized(name));
  return letters
    .slice(1)
    .map((letter, position) => `${letters[position] ?? ""}${letter}`);
}
