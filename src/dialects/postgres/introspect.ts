// The live schema, read from pg_catalog in one snapshot that nobody changes meanwhile.
import type {
  Constraint,
  Index,
  Notice,
  ObjectId,
  Schema,
  Table,
  View,
} from "../../schema/schema";
import { inOrder } from "../../schema/inOrder";
import type { Database, Introspection, Scope } from "../dialect";
import { PrivilegeError, SchemaChangedError } from "../../schema/errors";
import { columnsOf, readColumns, type ColumnRow } from "./catalog/columns";
import { constraintOf, readConstraints } from "./catalog/constraints";
import { enumTypeOf, readEnumTypes } from "./catalog/enumTypes";
import { indexOf, readIndexes } from "./catalog/indexes";
import {
  readRelations,
  schemaList,
  type ColumnNames,
  type RelationRow,
  type SchemaAccess,
  type ViewRelationRow,
} from "./catalog/tables";
import { viewColumnsOf, viewOf } from "./catalog/views";
import { meanwhile } from "./meanwhile";
import { identifier } from "./quote";
import { explaining, reading } from "./reading";

/** Reading is cheap and changes are rare, so it is tried again before anybody is told. */
const attempts = 3;

/**
 * Everything in scope, in seven queries whatever its size.
 * @throws PrivilegeError, LockedError, and SchemaChangedError when somebody goes on changing it.
 */
export async function introspect(
  database: Database,
  scope: Scope,
): Promise<Introspection> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await introspectOnce(database, scope);
    } catch (error) {
      if (!(error instanceof SchemaChangedError) || attempt === attempts)
        throw error;
    }
}

/** Rows of each query are worked on while the server is at the next. The last one comes after the snapshot, and proves that it still held. */
async function introspectOnce(
  database: Database,
  scope: Scope,
): Promise<Introspection> {
  const schemas = schemaList(scope.schemas);
  const snapshot = await reading(database, async () => {
    const { relations, server, existingSchemas, extensions, access, state } =
      await readRelations(database, schemas);
    requireAccess(access, scope);
    const local = (schema: string): string | undefined =>
      schema === server.defaultSchema ? undefined : schema;
    const idOf = (row: RelationRow): ObjectId => {
      const schema = local(row.schema);
      return schema === undefined
        ? { name: row.name }
        : { schema, name: row.name };
    };
    const compared = relations.filter(
      (row) => isTable(row, scope, idOf(row)) && scope.includes(idOf(row)),
    );

    const columnRows = await readColumns(database, schemas, server.version);
    const columnNames = namesOf(columnRows);
    const [constraintRows, columns] = await meanwhile(
      readConstraints(database, schemas, server.version),
      () => byOid(compared, columnRows, (rows) => columnsOf(rows, local)),
    );
    const [indexRows, constraints] = await meanwhile(
      readIndexes(database, schemas, server.version),
      () =>
        byOid(compared, constraintRows, (rows, { oid }) =>
          constraintsByKind(
            rows.map((row) => constraintOf(row, oid, columnNames, local)),
          ),
        ),
    );
    const indexesOf = (relation: RelationRow): readonly Index[] =>
      (indexRows.get(relation.oid) ?? [])
        .filter((row) => scope.includesIndex(idOf(relation), row.name))
        .map((row) => indexOf(row, columnNames(relation.oid)));
    const views = relations.flatMap((relation): View[] => {
      const id = idOf(relation);
      return isView(relation, scope, id)
        ? [
            {
              ...id,
              ...viewOf(relation),
              columns: viewColumnsOf(columnRows.get(relation.oid) ?? []),
              indexes: indexesOf(relation),
            },
          ]
        : [];
    });
    const schemaNames = existingSchemas.filter(
      (name) => name !== server.defaultSchema && scope.schemas.includes(name),
    );
    return {
      relations,
      compared,
      server,
      state,
      local,
      idOf,
      schemaNames,
      extensions,
      columns,
      constraints,
      indexesOf,
      views,
    };
  });
  const { compared, columns, constraints, local, idOf } = snapshot;
  const [{ enumTypes, stamp }, indexes] = await meanwhile(
    explaining(database, () =>
      readEnumTypes(database, schemas, snapshot.state),
    ),
    () => new Map(compared.map((row) => [row.oid, snapshot.indexesOf(row)])),
  );
  if (stamp !== snapshot.state.stamp)
    throw new SchemaChangedError("another session alters it");

  const comparedOids = new Set(compared.map((row) => row.oid));
  const schema: Schema = {
    schemas: snapshot.schemaNames,
    extensions: snapshot.extensions,
    enumTypes: enumTypes.map((row) =>
      enumTypeOf(row, (oid) => comparedOids.has(oid), local),
    ),
    tables: compared.map((relation): Table => ({
      ...idOf(relation),
      ...(relation.comment === null ? {} : { comment: relation.comment }),
      columns: columns.get(relation.oid) ?? [],
      ...(constraints.get(relation.oid) ?? constraintsByKind([])),
      indexes: indexes.get(relation.oid) ?? [],
    })),
    views: snapshot.views,
  };
  return {
    schema: inOrder(schema),
    server: snapshot.server,
    ...unmodelled(snapshot.relations, scope, idOf),
  };
}

/** What is made of the rows of each relation. */
function byOid<Row, Made>(
  relations: readonly RelationRow[],
  rows: ReadonlyMap<number, readonly Row[]>,
  make: (rows: readonly Row[], relation: RelationRow) => Made,
): ReadonlyMap<number, Made> {
  return new Map(
    relations.map((relation) => [
      relation.oid,
      make(rows.get(relation.oid) ?? [], relation),
    ]),
  );
}

/** Catalogs are open to everybody, but what a schema that is closed holds is neither found by its name nor counted. */
function requireAccess(
  { role, closed, searchPath, hasOwnSchema }: SchemaAccess,
  scope: Scope,
): void {
  const [wanted] = closed.filter((schema) => scope.schemas.includes(schema));
  if (wanted !== undefined)
    throw new PrivilegeError(
      `The role ${identifier(role)} may not use the schema ${identifier(wanted)}, so what is in it cannot be compared. GRANT USAGE ON SCHEMA ${identifier(wanted)} TO ${identifier(role)} lets it.`,
    );
  if (!hasOwnSchema && scope.schemas.includes(undefined))
    throw new PrivilegeError(
      `No schema of the connection's search_path (${searchPath}) exists that the role ${identifier(role)} may use, so tables that name no schema have no place. Create one of them, GRANT USAGE ON SCHEMA … TO ${identifier(role)}, or name a schema in the DataSource's option "schema" or in the entities.`,
    );
}

/** Partitioned tables, and tables that inherit, are somebody else's, unless an entity maps them. Members of extensions always are. */
function isTable(row: RelationRow, scope: Scope, id: ObjectId): boolean {
  if (row.extension || (row.relkind !== "r" && row.relkind !== "p"))
    return false;
  const plain = row.relkind === "r" && !row.family;
  return plain || scope.maps(id) || scope.takesOver(id);
}

/** Extension members are somebody else's. */
const isView = (
  row: RelationRow,
  scope: Scope,
  id: ObjectId,
): row is ViewRelationRow =>
  (row.relkind === "v" || row.relkind === "m") &&
  !row.extension &&
  scope.includesView(id);

/** Entities whose table is in the database as something else. */
function unmodelled(
  relations: readonly RelationRow[],
  scope: Scope,
  idOf: (row: RelationRow) => ObjectId,
): Pick<Introspection, "notices" | "untouchable"> {
  const others = relations.filter(
    (row) => whatElse(row) !== undefined && scope.maps(idOf(row)),
  );
  return {
    untouchable: others.map(idOf),
    notices: others.map((row): Notice => ({
      subject: "table",
      name: row.name,
      reason: `in the database it ${whatElse(row) ?? ""}`,
    })),
  };
}

/** `undefined` for a table that can be compared. */
const whatElse = ({ relkind, extension }: RelationRow): string | undefined =>
  relationWords[relkind] ?? (extension ? "belongs to an extension" : undefined);

const relationWords: Readonly<Record<string, string>> = {
  v: "is a view",
  m: "is a materialized view",
  f: "is a foreign table",
};

/** Numbers are looked up in a table's rows only where something has columns. */
function namesOf(
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
): ColumnNames {
  return (tableOid) => {
    const rows = columns.get(tableOid) ?? [];
    return (attnum) => rows.find(({ number }) => number === attnum)?.name ?? "";
  };
}

function constraintsByKind(
  constraints: readonly Constraint[],
): Pick<
  Table,
  "primaryKey" | "uniques" | "checks" | "exclusions" | "foreignKeys"
> {
  const of = <Kind extends Constraint["kind"]>(
    kind: Kind,
  ): Extract<Constraint, { kind: Kind }>[] =>
    constraints.filter(
      (constraint): constraint is Extract<Constraint, { kind: Kind }> =>
        constraint.kind === kind,
    );
  const [primaryKey] = of("primaryKey");
  return {
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: of("unique"),
    checks: of("check"),
    exclusions: of("exclusion"),
    foreignKeys: of("foreignKey"),
  };
}
