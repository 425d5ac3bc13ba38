// The live schema, read from information_schema one view at a time: both servers are slow to join them.
import type { Notice, Table, TableId, View } from "../../schema/schema";
import { idOf as named, nameOf } from "../../schema/identity";
import type { Database, Introspection, Scope } from "../dialect";
import { byTable, tableKey, type TableKey } from "./catalog/byTable";
import { readCatalog, type Catalog } from "./catalog/catalog";
import { checkOf, ownChecksOf } from "./catalog/checks";
import { readColumns, type ColumnRow } from "./catalog/columns";
import { withExactQueries } from "./catalog/exactQueries";
import { withExactTexts } from "./catalog/exactTexts";
import { foreignKeysOf } from "./catalog/foreignKeys";
import { indexesOf, primaryKeyOf } from "./catalog/indexes";
import { withParsers } from "./catalog/parsers";
import { withPeriods } from "./catalog/periods";
import {
  readServer,
  readTables,
  schemaList,
  type FoundServer,
  type TableRow,
} from "./catalog/tables";
import {
  printedName,
  readViews,
  viewColumnsOf,
  viewOf,
  type ViewRow,
} from "./catalog/views";
import { withMarks } from "./impliedIndexes";
import { withPartitions } from "./handmade/partitions";
import type { Variant } from "./variant";

/** Everything in scope, in nine queries whatever its size; one more for each table with a full-text index, where the server has parsers to choose from, and for each with texts that the catalogs cannot hold. */
export async function introspect(
  database: Database,
  scope: Scope,
  variant: Variant,
): Promise<Introspection> {
  const server = await readServer(database, variant);
  const schemas = schemaList(scope.schemas, server.defaultSchema);
  const relations =
    scope.schemas.length === 0 ? [] : await readTables(database, schemas);
  const idOf = naming(server, scope);
  const keyOf = tableKey(server.caseless);
  const compared = relations.filter(
    (row) => isTable(row) && scope.includes(idOf(row.schema, row.name)),
  );
  const seen = relations.filter(
    (row) => isView(row) && scope.includesView(idOf(row.schema, row.name)),
  );
  const columns =
    compared.length + seen.length === 0
      ? []
      : await readColumns(database, schemas, variant);
  const viewRows =
    seen.length === 0 ? [] : await readViews(database, schemas, variant);
  const catalog =
    compared.length === 0
      ? undefined
      : await readCatalog(database, compared, columns, {
          server,
          schemas,
          variant,
          keyOf,
        });
  const reading = { scope, variant, idOf, keyOf };
  const tables =
    catalog === undefined ? [] : tablesOf(compared, catalog, reading);
  const views = viewsOf(viewRows, columns, relations, {
    idOf,
    keyOf,
    own: server.defaultSchema,
  });
  const exact = await withExactTexts(database, tables);
  return {
    schema: {
      schemas: server.schemas
        .filter(
          (name) =>
            name !== server.defaultSchema && scope.schemas.includes(name),
        )
        .sort(),
      enumTypes: [],
      tables: await withPartitions(
        database,
        await withParsers(
          database,
          variant.catalog.periodsAmongChecks
            ? await withPeriods(database, exact)
            : exact,
        ),
        scope,
      ),
      views: await withExactQueries(
        database,
        views.filter(
          (view) => scope.includesView(view) && view.definition !== "",
        ),
      ),
    },
    server,
    ...put(unmodelled(relations, scope, idOf), unreadable(views, scope)),
  };
}

type IdOf = (schema: string, name: string) => TableId;

interface Reading {
  readonly scope: Scope;
  readonly variant: Variant;
  readonly idOf: IdOf;
  readonly keyOf: TableKey;
}

/** Where case means nothing, a table goes by the name that entities have for it. */
function naming(server: FoundServer, scope: Scope): IdOf {
  const own = server.caseless
    ? server.defaultSchema.toLowerCase()
    : server.defaultSchema;
  return (schema, name) => {
    const here = server.caseless ? schema.toLowerCase() : schema;
    const id = here === own ? { name } : { schema, name };
    return server.caseless ? scope.spelled(id) : id;
  };
}

const isTable = ({ type }: TableRow): boolean => type === "BASE TABLE";
const isView = ({ type }: TableRow): boolean => type === "VIEW";

function viewsOf(
  rows: readonly ViewRow[],
  columnRows: readonly ColumnRow[],
  relations: readonly TableRow[],
  {
    idOf,
    keyOf,
    own,
  }: Pick<Reading, "idOf" | "keyOf"> & { readonly own: string },
): View[] {
  const columns = byTable(columnRows, keyOf);
  const known = relations.map(({ schema, name }) => ({
    id: idOf(schema, name),
    printed: printedName(schema, name),
  }));
  return rows.map((row) =>
    viewOf(
      row,
      idOf(row.schema, row.name),
      viewColumnsOf(columns.get(keyOf(row.schema, row.name)) ?? []),
      known,
      own,
    ),
  );
}

function tablesOf(
  relations: readonly TableRow[],
  catalog: Catalog,
  { scope, variant, idOf, keyOf }: Reading,
): Table[] {
  return relations.map((row): Table => {
    const key = keyOf(row.schema, row.name);
    const id = idOf(row.schema, row.name);
    const indexRows = catalog.indexes.get(key) ?? [];
    const checkRows = catalog.checks.get(key) ?? [];
    const ownChecks = ownChecksOf(
      catalog.columnRows.get(key) ?? [],
      checkRows,
      variant,
    );
    const primaryKey = primaryKeyOf(indexRows);
    const all = indexesOf(indexRows, variant);
    const handmadeIndexes = all.filter(
      ({ name }) => !scope.includesIndex(id, name),
    );
    const foreignKeys = foreignKeysOf(
      catalog.foreignKeys.get(key) ?? [],
      catalog.actions,
      idOf,
    );
    return {
      ...id,
      ...(row.comment === "" ? {} : { comment: row.comment }),
      ...(row.engine === null ? {} : { engine: row.engine }),
      ...(row.collation === null ? {} : { collation: row.collation }),
      ...optionsOf(row),
      columns: (catalog.columns.get(key) ?? []).map((column) =>
        variant.column(column, ownChecks.get(column.name)),
      ),
      ...(primaryKey === undefined ? {} : { primaryKey }),
      uniques: [],
      checks: checkRows
        .filter(({ ofColumn }) => Number(ofColumn) === 0)
        .map((check) => checkOf(check, variant)),
      exclusions: [],
      foreignKeys,
      indexes: withMarks(
        all.filter((index) => scope.includesIndex(id, index.name)),
        foreignKeys,
      ),
      ...(handmadeIndexes.length === 0 ? {} : { handmadeIndexes }),
    };
  });
}

/** What of CREATE_OPTIONS stands in DDL as it is: not the word that says that there are partitions. */
function optionsOf({ options }: TableRow): { readonly options?: string } {
  const words = ((options ?? "").match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [])
    // A state, and no option.
    .filter((word) => word.includes("=") && !word.startsWith("SECONDARY_LOAD="))
    .join(" ");
  return words === "" ? {} : { options: words };
}

type Unmodelled = Pick<Introspection, "notices" | "untouchable">;

const put = (one: Unmodelled, other: Unmodelled): Unmodelled => ({
  notices: [...one.notices, ...other.notices],
  untouchable: [...one.untouchable, ...other.untouchable],
});

/** Views whose query this user may not see. */
function unreadable(views: readonly View[], scope: Scope): Unmodelled {
  const hidden = views.filter(
    (view) => scope.includesView(view) && view.definition === "",
  );
  return {
    untouchable: hidden.map(named),
    notices: hidden.map((view): Notice => ({
      subject: "view",
      name: nameOf(view),
      reason: "its query is shown only to users with the privilege SHOW VIEW",
    })),
  };
}

/** Entities whose table is in the database as something else, but for a view that goes. */
function unmodelled(
  relations: readonly TableRow[],
  scope: Scope,
  idOf: IdOf,
): Unmodelled {
  const others = relations.filter(
    (row) =>
      !isTable(row) &&
      scope.maps(idOf(row.schema, row.name)) &&
      !(isView(row) && scope.drops(idOf(row.schema, row.name))),
  );
  return {
    untouchable: others.map((row) => idOf(row.schema, row.name)),
    notices: others.map((row): Notice => ({
      subject: "table",
      name: row.name,
      reason: `in the database it is a ${relationWords[row.type] ?? row.type.toLowerCase()}`,
    })),
  };
}

const relationWords: Readonly<Record<string, string>> = {
  VIEW: "view",
  SEQUENCE: "sequence",
  "SYSTEM VERSIONED": "table with system versioning",
};
