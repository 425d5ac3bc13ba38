// Changes for which PostgreSQL writes the whole table anew, while nobody can read it.
import type { Column } from "../../schema/schema";
import type { Locks } from "../dialect";
import { isArray, modifiersOf, withoutModifiers } from "./types";

/**
 * Whether a change of type in place does. "ALTER TABLE" in the manual: it does not where the old type is binary coercible to the new one, or
 * its values are merely checked less; the list was measured by the table's file.
 */
function rewrites(from: Column, to: Column): boolean {
  if (from.type === to.type) return false;
  if (isArray(from.type) || isArray(to.type)) return true;
  const [source = "", target = ""] = [from, to].map(({ type }) =>
    withoutModifiers(type),
  );
  const [before, after] = [modifiersOf(from.type), modifiersOf(to.type)];
  if (source !== target)
    return !coercible.has(`${source} → ${target}`) || after.length > 0;
  switch (source) {
    case "numeric":
      return (
        after.length > 0 &&
        !(
          before.length > 0 &&
          (before[1] ?? 0) === (after[1] ?? 0) &&
          (before[0] ?? 0) <= (after[0] ?? 0)
        )
      );
    case "character":
    case "bit":
      return true;
    default:
      return (before[0] ?? Infinity) > (after[0] ?? Infinity);
  }
}

const coercible: ReadonlySet<string> = new Set([
  "character varying → text",
  "text → character varying",
  "cidr → inet",
]);

/** Whether a new column has a value of its own in every row: a constant is kept once, for all rows that are there. */
function rewritesToAdd({ generation, default: value }: Column): boolean {
  if (generation?.kind === "expression") return generation.stored;
  return (
    generation !== undefined ||
    (value !== undefined &&
      volatile.some((name) => value.toLowerCase().includes(`${name}(`)))
  );
}

/** The functions that are volatile among those that people use as defaults. */
const volatile: readonly string[] = [
  "gen_random_uuid",
  "uuid_generate_v1",
  "uuid_generate_v1mc",
  "uuid_generate_v4",
  "uuidv4",
  "uuidv7",
  "clock_timestamp",
  "timeofday",
  "random",
  "nextval",
];

export const locks: Locks = { rewrites, rewritesToAdd };
