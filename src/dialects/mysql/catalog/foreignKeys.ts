// information_schema.KEY_COLUMN_USAGE and REFERENTIAL_CONSTRAINTS: foreign keys. Two queries: to join the two is slow on both servers.
import type { ForeignKey, ReferentialAction } from "../../../schema/schema";
import type { Database } from "../../dialect";
import type { Numeric } from "../variant";

export interface ForeignKeyRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly column: string;
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly referencedColumn: string;
  readonly position?: Numeric;
}

interface ActionRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

const keyQuery = (schemas: string): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`, COLUMN_NAME AS \`column\`,
         REFERENCED_TABLE_SCHEMA AS \`referencedSchema\`, REFERENCED_TABLE_NAME AS \`referencedTable\`, REFERENCED_COLUMN_NAME AS \`referencedColumn\`,
         ORDINAL_POSITION AS \`position\`
    FROM information_schema.KEY_COLUMN_USAGE
   WHERE TABLE_SCHEMA IN (${schemas}) AND REFERENCED_TABLE_NAME IS NOT NULL`;

const actionQuery = (schemas: string): string => `
  SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`,
         DELETE_RULE AS \`onDelete\`, UPDATE_RULE AS \`onUpdate\`
    FROM information_schema.REFERENTIAL_CONSTRAINTS
   WHERE CONSTRAINT_SCHEMA IN (${schemas})`;

export interface ForeignKeyRows {
  readonly keys: readonly ForeignKeyRow[];
  readonly actions: ReadonlyMap<string, ActionRow>;
}

export async function readForeignKeys(
  database: Database,
  schemas: string,
): Promise<ForeignKeyRows> {
  const keys = await database.query<ForeignKeyRow>(keyQuery(schemas));
  const actions = await database.query<ActionRow>(actionQuery(schemas));
  return { keys, actions: new Map(actions.map((row) => [rowKey(row), row])) };
}

const rowKey = (row: {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
}): string => JSON.stringify([row.schema, row.table, row.name]);

/** The rows of one table as its foreign keys. */
export function foreignKeysOf(
  rows: readonly ForeignKeyRow[],
  actions: ForeignKeyRows["actions"],
  idOf: (schema: string, name: string) => ForeignKey["references"],
): ForeignKey[] {
  const groups = new Map<string, ForeignKeyRow[]>();
  for (const row of rows)
    groups.set(row.name, [...(groups.get(row.name) ?? []), row]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const action = actions.get(rowKey(first));
    return [
      {
        kind: "foreignKey" as const,
        name: first.name,
        columns: group.map(({ column }) => column),
        references: idOf(first.referencedSchema, first.referencedTable),
        referencedColumns: group.map(
          ({ referencedColumn }) => referencedColumn,
        ),
        onDelete: action?.onDelete ?? "NO ACTION",
        onUpdate: action?.onUpdate ?? "NO ACTION",
      },
    ];
  });
}
