// Which changes of type the server has a cast for.
import type { Column } from "../../../schema/schema";
import type { Database, TypeChange } from "../../dialect";
import { literal } from "../quote";
import {
  elementType,
  isArray,
  isHstore,
  isJson,
  isText,
  sameBase,
  withoutModifiers,
} from "../types";

/**
 * One query for all changes. Besides pg_cast, every type goes to and from text by its own input and output
 * ("CREATE CAST" in PostgreSQL's manual: automatic I/O conversion casts).
 */
export async function castable(
  database: Database,
  changes: readonly TypeChange[],
): Promise<readonly boolean[]> {
  const asked = changes.filter((change) => !isCertain(change));
  if (asked.length === 0) return changes.map(() => true);
  const rows = await database.query<{ readonly castable: boolean }>(
    castQuery(asked),
  );
  const answers = new Map(
    asked.map((change, position) => [
      change,
      rows[position]?.castable ?? false,
    ]),
  );
  return changes.map((change) => answers.get(change) ?? true);
}

/** Enum types may not exist yet; they are cast by way of text. A list and JSON become each other by functions. */
function isCertain({ from, to }: TypeChange): boolean {
  if (sameBase(from, to)) return true;
  if (
    isArray(from.type) ? isJson(to.type) : isJson(from.type) && isArray(to.type)
  )
    return true;
  // The extension, which brings the cast, may come in the same file.
  if (isHstore(from.type) && isJson(to.type)) return true;
  if (from.enumType !== undefined && to.enumType !== undefined) return true;
  return (
    (from.enumType !== undefined && isText(elementType(to.type))) ||
    (to.enumType !== undefined && isText(elementType(from.type)))
  );
}

// A type that is not there is one of an extension that the same file makes.
const castQuery = (changes: readonly TypeChange[]): string => `
  SELECT COALESCE(s.oid = t.oid OR s.typcategory = 'S' OR t.typcategory = 'S', false)
         OR EXISTS (SELECT FROM pg_cast c WHERE c.castsource = s.oid AND c.casttarget = t.oid) AS "castable"
    FROM (VALUES ${changes
      .map(
        ({ from, to }, position) =>
          `(${position}, ${literal(typeName(from))}, ${literal(typeName(to))})`,
      )
      .join(", ")}) AS change(position, source, target)
    LEFT JOIN pg_type s ON s.oid = to_regtype(change.source)
    LEFT JOIN pg_type t ON t.oid = to_regtype(change.target)
   ORDER BY change.position`;

const typeName = (column: Column): string =>
  elementType(withoutModifiers(column.type));
