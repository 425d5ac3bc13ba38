// What can be said of a view from its two states.
import { equal } from "./equal";
import type { View } from "./schema";

/** Whether the server takes the new query in place of the old one: the same columns, and more only at the end ("CREATE VIEW" in PostgreSQL's manual). */
export function isReplaceable(from: View, to: View): boolean {
  if (from.materialized || to.materialized) return false;
  const after = to.columns;
  return (
    after !== undefined &&
    from.columns !== undefined &&
    from.columns.every((column, position) => equal(column, after[position]))
  );
}

/** The new state with what of the old one entities cannot say: options, and whether it holds rows. */
export function carriedView(from: View, to: View): View {
  if (from.materialized !== to.materialized) return to;
  return {
    ...to,
    ...(from.parameters === undefined ? {} : { parameters: from.parameters }),
    ...(from.unpopulated ? { unpopulated: true as const } : {}),
  };
}

/** The new state with what hung on the old one and makes sense on it. The new one's own indexes are not made twice. */
export function withAttachments(from: View, to: View): View {
  if (from.attachments === undefined) return to;
  // Where the server could not be asked, what the entity maps is all that is known.
  const columns = to.columns?.map(({ name }) => name) ?? to.mapped;
  const indexes = to.indexes.map(({ name }) => name);
  const statements = from.attachments.statements.filter(
    ({ columns: used = [], index, makesIndex }) =>
      makesIndex !== true &&
      (index === undefined || indexes.includes(index)) &&
      used.every((column) => columns?.includes(column) !== false),
  );
  return { ...to, attachments: { ...from.attachments, statements } };
}

/** A query as it stands in CREATE VIEW: the semicolon at its end is not part of it. */
export function queryText(sql: string): string {
  const text = sql.trim();
  return text.endsWith(";") ? text.slice(0, -1).trimEnd() : text;
}
