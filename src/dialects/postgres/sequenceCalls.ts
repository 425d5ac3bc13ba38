// Defaults that call a sequence: as they read once that is renamed, and while it is not there yet.
import { isNumbered, sequencesOf } from "../../operations/sequences";
import type { Rename } from "../../operations/rename";
import { mentionsName } from "../../operations/mentions";
import { idKey } from "../../schema/identity";
import { withColumns } from "../../schema/mapped";
import type { Column, Schema, SequenceId } from "../../schema/schema";
import type { Database } from "../dialect";
import { identifier, literal, qualified } from "./quote";

/** The schema after the renames, in which defaults that call a renamed sequence still do so by its old name. `found` is the same before. */
export async function withSequenceCalls(
  database: Database,
  schema: Schema,
  found: Schema,
  renames: readonly Rename[],
): Promise<Schema> {
  const moved = movedSequences(found, schema);
  if (renames.length === 0 || moved.length === 0) return schema;
  const rows = await database.query<{
    readonly before: string;
    readonly after: string;
  }>(callQuery(moved));
  const calls = new Map(rows.map(({ before, after }) => [before, after]));
  const called = (column: Column): Column => {
    const { default: value, generation } = column;
    const after = calls.get(value ?? "");
    if (after !== undefined) return { ...column, default: after };
    const call = generation?.kind === "serial" ? generation.call : undefined;
    const own = calls.get(call ?? "");
    return generation?.kind === "serial" && own !== undefined
      ? { ...column, generation: { ...generation, call: own } }
      : column;
  };
  return {
    ...schema,
    tables: schema.tables.map((table) => withColumns(table, called)),
  };
}

interface Moved {
  readonly from: SequenceId;
  readonly to: SequenceId;
}

/** Nothing where no default could be calling one. Both schemas have the same tables and columns in the same places. */
function movedSequences(found: Schema, after: Schema): Moved[] {
  return found.tables.flatMap((table, position) => {
    const columns = after.tables[position]?.columns ?? [];
    return table.columns.flatMap((column, number): Moved[] => {
      const [from] = sequencesOf(column);
      const [to] = sequencesOf(columns[number] ?? column);
      return from === undefined || to === undefined || idKey(from) === idKey(to)
        ? []
        : [{ from, to }];
    });
  });
}

/** As a regclass prints them: with the schema only where that is not looked into. */
const callQuery = (moved: readonly Moved[]): string => `
  SELECT ${["before", "after"]
    .map(
      (side) => `
         'nextval(' || quote_literal(CASE WHEN COALESCE(m."${side}Schema" = ANY (current_schemas(false)), true) THEN '' ELSE quote_ident(m."${side}Schema") || '.' END
                                     || quote_ident(m."${side}Name")) || '::regclass)' AS "${side}"`,
    )
    .join(",")}
    FROM (VALUES ${moved
      .map(
        ({ from, to }) =>
          `(${[from, to]
            .map(
              ({ schema, name }) =>
                `${schema === undefined ? "NULL" : literal(schema)}::text, ${literal(name)}`,
            )
            .join(", ")})`,
      )
      .join(
        ", ",
      )}) AS m("beforeSchema", "beforeName", "afterSchema", "afterName")`;

/**
 * The sequences that are there only after the migration and that these expressions speak of, as they are made while the server is asked
 * about those. Nothing stands in for them: a schema may be written before their names.
 */
export function comingSequences(
  expressions: readonly string[],
  desired: Schema,
  live: Schema,
  found: Schema,
): string[] {
  if (expressions.length === 0) return [];
  const there = new Set(sequencesIn(found).map(idKey));
  const coming = [...sequencesIn(desired), ...sequencesIn(live)].filter(
    (sequence) =>
      !there.has(idKey(sequence)) &&
      expressions.some((text) => mentionsName(text, sequence.name)),
  );
  const schemas = coming.flatMap(({ schema }) =>
    schema === undefined || found.schemas.includes(schema) ? [] : [schema],
  );
  return [
    ...[...new Set(schemas)].map(
      (schema) => `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}`,
    ),
    ...[...new Set(coming.map(qualified))].map(
      (sequence) => `CREATE SEQUENCE IF NOT EXISTS ${sequence}`,
    ),
  ];
}

const sequencesIn = (schema: Schema): SequenceId[] =>
  schema.tables.flatMap(({ columns }) =>
    columns.filter(isNumbered).flatMap(sequencesOf),
  );
