// information_schema.CHECK_CONSTRAINTS: each server has another, so each says its own query.
import type { Check } from "../../../schema/schema";
import type { Database, Server } from "../../dialect";
import { identifier } from "../quote";
import type { Numeric, Variant } from "../variant";
import type { ColumnRow } from "./columns";

export interface CheckRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly expression: string;
  /** Part of a column's definition, and named after it. */
  readonly ofColumn: Numeric;
  readonly enforced: Numeric;
}

export async function readChecks(
  database: Database,
  schemas: string,
  variant: Variant,
  server: Server,
): Promise<readonly CheckRow[]> {
  const query = variant.catalog.checks(schemas, server);
  return query === undefined
    ? []
    : whole(await database.query<FoundCheckRow>(query));
}

/** A check, or a part of one: its expression without its table, or its table without its expression. */
type FoundCheckRow = {
  readonly [Field in keyof CheckRow]: CheckRow[Field] | null;
} & Pick<CheckRow, "schema" | "name" | "ofColumn">;

function whole(rows: readonly FoundCheckRow[]): CheckRow[] {
  const expressions = new Map(
    rows
      .filter(({ table }) => table === null)
      .map((row) => [nameKey(row), row.expression]),
  );
  return rows.flatMap(({ table, enforced, ...row }) => {
    const expression = row.expression ?? expressions.get(nameKey(row)) ?? null;
    return table === null || expression === null
      ? []
      : [{ ...row, table, expression, enforced: enforced ?? 1 }];
  });
}

const nameKey = ({
  schema,
  name,
}: Pick<FoundCheckRow, "schema" | "name">): string =>
  JSON.stringify([schema, name]);

export const checkOf = (row: CheckRow, variant: Variant): Check => ({
  kind: "check",
  name: row.name,
  expression: variant.expression(row.expression),
  ...(Number(row.enforced) === 0 ? { notEnforced: true } : {}),
});

/** Checks that are part of a column, by its name. One is named after its column, and keeps that name when the column is renamed. */
export function ownChecksOf(
  columns: readonly ColumnRow[],
  checks: readonly CheckRow[],
  variant: Variant,
): ReadonlyMap<string, string> {
  return new Map(
    checks
      .filter(({ ofColumn }) => Number(ofColumn) === 1)
      .map(({ name, expression }) => {
        const spokenOf = columns.filter((column) =>
          expression.includes(identifier(column.name)),
        );
        const column =
          spokenOf.find((candidate) => candidate.name === name) ?? spokenOf[0];
        return [column?.name ?? name, variant.expression(expression)] as const;
      }),
  );
}
