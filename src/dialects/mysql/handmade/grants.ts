// Grants on what goes or gets another name: the servers keep them under the name that it had.
import type { NewNames } from "../../../operations/rename";
import { idKey } from "../../../schema/identity";
import type { Handmade, ObjectId } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isNothing, type Lost } from "./lost";
import { nameIn } from "./nameIn";

interface GrantRow {
  /** `'ann'@'%'` */
  readonly grantee: string;
  readonly schema: string;
  readonly table: string;
  /** NULL for a grant on the table. */
  readonly column: string | null;
  readonly own: string | null;
}

/** One query, where anything is lost. Of others' grants, who may not read the server's own tables sees none. */
export async function grants(
  database: Database,
  lost: Lost,
  names: NewNames,
): Promise<Handmade[]> {
  if (isNothing(lost)) return [];
  const rows = await database.query<GrantRow>(grantsQuery(lost));
  return [
    ...new Map(
      rows
        .flatMap((row) => grantsOf(row, lost, names))
        .map((grant) => [grant.name, grant]),
    ).values(),
  ];
}

/** A grant on a column is lost with the table's name as with its own. */
function grantsOf(
  { grantee, schema, own, table, column }: GrantRow,
  { relations, columns }: Lost,
  names: NewNames,
): Handmade[] {
  const before: ObjectId =
    schema === own ? { name: table } : { schema, name: table };
  const id = names.relation(before);
  const isThis = (other: ObjectId): boolean => idKey(other) === idKey(before);
  const on = relations.some(isThis)
    ? [grantOf(`${grantee} on ${table}`, { usesTables: [id] })]
    : [];
  // A grant keeps the name as it was typed there.
  const lost = columns.find(
    (item) =>
      isThis(item.table) && item.column.toLowerCase() === column?.toLowerCase(),
  );
  return lost === undefined
    ? on
    : [
        ...on,
        grantOf(`${grantee} on ${table}.${lost.column}`, {
          uses: [{ table: id, column: names.column(id, lost.column) }],
        }),
      ];
}

const grantOf = (
  name: string,
  used: Partial<Pick<Handmade, "uses" | "usesTables">>,
): Handmade => ({
  subject: "grants",
  name,
  uses: [],
  usesTables: [],
  ...used,
  goesWith: "name",
  down: [],
  up: [],
});

const grantsQuery = ({ relations, columns }: Lost): string => `
  SELECT DISTINCT GRANTEE AS \`grantee\`, TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, NULL AS \`column\`, DATABASE() AS \`own\`
    FROM information_schema.TABLE_PRIVILEGES
   WHERE ${nameIn("TABLE_SCHEMA", "TABLE_NAME", relations)}
   UNION ALL
  SELECT DISTINCT GRANTEE, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATABASE()
    FROM information_schema.COLUMN_PRIVILEGES
   WHERE ${nameIn("TABLE_SCHEMA", "TABLE_NAME", [...relations, ...columns.map(({ table }) => table)])}
   ORDER BY 1, 2, 3, 4`;
