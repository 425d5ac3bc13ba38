// information_schema.VIEWS: queries of views, and what CREATE VIEW says besides them.
import { idKey, idOf } from "../../../schema/identity";
import type {
  ObjectId,
  View,
  ViewColumn,
  ViewRead,
} from "../../../schema/schema";
import type { Database } from "../../dialect";
import { withoutDatabase } from "../names";
import { identifier } from "../quote";
import type { Variant } from "../variant";
import type { ColumnRow } from "./columns";

export interface ViewRow {
  readonly schema: string;
  readonly name: string;
  /** Empty where it may not be read. */
  readonly definition: string;
  readonly checkOption: "NONE" | "LOCAL" | "CASCADED";
  /** `user@host`; `null` where it is the user who asks. */
  readonly definer: string | null;
  readonly security: "DEFINER" | "INVOKER";
  /** UNDEFINED, MERGE or TEMPTABLE; `null` where only SHOW CREATE VIEW says it. */
  readonly algorithm: string | null;
}

/** Of all databases that are not the server's own, or of these. */
const viewQuery = (
  schemas: string | undefined,
  { catalog }: Variant,
): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, VIEW_DEFINITION AS \`definition\`, CHECK_OPTION AS \`checkOption\`,
         NULLIF(DEFINER, CURRENT_USER()) AS \`definer\`, SECURITY_TYPE AS \`security\`, ${catalog.viewAlgorithm} AS \`algorithm\`
    FROM information_schema.VIEWS
   WHERE ${
     schemas === undefined
       ? "TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')"
       : `TABLE_SCHEMA IN (${schemas})`
   }
   ORDER BY TABLE_SCHEMA, TABLE_NAME`;

export const readViews = (
  database: Database,
  schemas: string | undefined,
  variant: Variant,
): Promise<readonly ViewRow[]> =>
  database.query<ViewRow>(viewQuery(schemas, variant));

/** A table or view, and how queries of views print its name: with its database, whatever database the view is in. */
export interface Relation {
  readonly id: ObjectId;
  readonly printed: string;
}

export const printedName = (schema: string, name: string): string =>
  `${identifier(schema)}.${identifier(name)}`;

export function viewOf(
  row: ViewRow,
  id: ObjectId,
  columns: readonly ViewColumn[],
  relations: readonly Relation[],
  own: string,
): View {
  const parameters = parametersOf(row);
  return {
    ...idOf(id),
    materialized: false,
    definition: withoutDatabase(row.definition, own),
    columns,
    indexes: [],
    ...(parameters.length === 0 ? {} : { parameters }),
    reads: readsOf(row.definition, relations).filter(
      (read) => idKey(read) !== idKey(id),
    ),
  };
}

/** What the query speaks of. Which columns is not known: nobody needs it where a view does not stand in the way of anything. */
const readsOf = (
  definition: string,
  relations: readonly Relation[],
): ViewRead[] => {
  // Where upper and lower case are one, the server prints the name as the view was typed, or in lower case.
  const text = definition.toLowerCase();
  return relations
    .filter(({ printed }) => text.includes(printed.toLowerCase()))
    .map(({ id }) => ({ ...idOf(id), columns: [] }));
};

/** All that is not as CREATE VIEW makes it by itself. */
export function parametersOf(
  row: Pick<ViewRow, "algorithm" | "definer" | "security" | "checkOption">,
): string[] {
  return [
    row.algorithm === null || row.algorithm === "UNDEFINED"
      ? ""
      : `algorithm=${row.algorithm}`,
    row.definer === null ? "" : `definer=${account(row.definer)}`,
    row.security === "INVOKER" ? "security=INVOKER" : "",
    row.checkOption === "NONE" ? "" : `check=${row.checkOption}`,
  ].filter((parameter) => parameter !== "");
}

/** A role of MariaDB has no host. */
function account(definer: string): string {
  const at = definer.lastIndexOf("@");
  return at < 0
    ? identifier(definer)
    : `${identifier(definer.slice(0, at))}@${identifier(definer.slice(at + 1))}`;
}

export const viewColumnsOf = (rows: readonly ColumnRow[]): ViewColumn[] =>
  rows.map(({ name, type, collation }) => ({
    name,
    type,
    ...(collation === null ? {} : { collation }),
  }));
