// The live schema, read from pg_catalog in one snapshot that nobody changes meanwhile.
import type {
  Column,
  Constraint,
  Index,
  ObjectId,
  Schema,
  Table,
  View,
} from "../../schema/schema";
import { inOrder } from "../../schema/inOrder";
import type { Database, Introspection, Scope, Server } from "../dialect";
import { PrivilegeError, SchemaChangedError } from "../../schema/errors";
import { readByTable, type ByTable } from "./catalog/byTable";
import { columnQuery, columnsOf, type ColumnRow } from "./catalog/columns";
import {
  constraintOf,
  constraintQuery,
  type ConstraintRow,
} from "./catalog/constraints";
import { enumTypeOf, readEnumTypes } from "./catalog/enumTypes";
import { indexOf, indexQuery, type IndexRow } from "./catalog/indexes";
import { goesWhole, partitionedOf, type IdOf } from "./catalog/partitions";
import {
  readRelations,
  schemaList,
  type ColumnNames,
  type RelationRow,
  type Relations,
  type SchemaAccess,
  type ViewRelationRow,
} from "./catalog/tables";
import { viewColumnsOf, viewOf } from "./catalog/views";
import { meanwhile } from "../meanwhile";
import { isTable, leftAloneOf, unmodelled } from "./notCompared";
import { identifier } from "./quote";
import { explaining, reading } from "./reading";

/** Reading is cheap and changes are rare, so it is tried again before anybody is told. */
const attempts = 3;

/**
 * Everything in scope, in four queries whatever its size.
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

/** What was read in one snapshot. */
interface Snapshot extends Relations {
  readonly rows: {
    readonly columns: ByTable<ColumnRow>;
    readonly constraints: ByTable<ConstraintRow>;
    readonly indexes: ByTable<IndexRow>;
  };
  readonly columns: ByTable<Column>;
}

/** Rows are worked on while the server is at the next query. The last one comes after the snapshot, and proves that it still held. */
async function introspectOnce(
  database: Database,
  scope: Scope,
): Promise<Introspection> {
  const schemas = schemaList(scope.schemas);
  const snapshot = await reading(database, () =>
    readSnapshot(database, schemas, scope),
  );
  const { relations, server, state, extensions, existingSchemas } = snapshot;
  const local = localIn(server);
  const idOf: IdOf = (row) => {
    const schema = local(row.schema);
    return schema === undefined
      ? { name: row.name }
      : { schema, name: row.name };
  };
  const [{ enumTypes, stamp }, { compared, ...made }] = await meanwhile(
    explaining(database, () => readEnumTypes(database, schemas, state)),
    () => madeOf(snapshot, scope, local, idOf),
  );
  if (stamp !== state.stamp)
    throw new SchemaChangedError("another session alters it");

  const comparedOids = new Set(compared.map((row) => row.oid));
  const schema: Schema = {
    schemas: existingSchemas.filter(
      (name) => name !== server.defaultSchema && scope.schemas.includes(name),
    ),
    extensions,
    enumTypes: enumTypes.map((row) =>
      enumTypeOf(row, (oid) => comparedOids.has(oid), local),
    ),
    ...made,
  };
  return {
    schema: inOrder(schema),
    server,
    ...unmodelled(relations, scope, idOf),
    leftAlone: leftAloneOf(relations, scope, idOf),
  };
}

async function readSnapshot(
  database: Database,
  schemas: string,
  scope: Scope,
): Promise<Snapshot> {
  const found = await readRelations(database, schemas);
  requireAccess(found.access, scope);
  const { server } = found;
  const { columns } = await readByTable<{ columns: ColumnRow }>(database, {
    columns: columnQuery(schemas, server.version),
  });
  const [others, made] = await meanwhile(
    readByTable<{ constraints: ConstraintRow; indexes: IndexRow }>(database, {
      constraints: constraintQuery(schemas, server.version),
      indexes: indexQuery(schemas, server.version),
    }),
    () => columnsByTable(columns, localIn(server)),
  );
  return { ...found, rows: { columns, ...others }, columns: made };
}

type Local = (schema: string) => string | undefined;

/** The connection's own schema goes without saying. */
const localIn =
  ({ defaultSchema }: Server): Local =>
  (schema) =>
    schema === defaultSchema ? undefined : schema;

const columnsByTable = (
  rows: ByTable<ColumnRow>,
  local: Local,
): ByTable<Column> =>
  new Map(
    Array.from(rows, ([oid, items]) => [oid, columnsOf(items, local)] as const),
  );

/** Rows → the tables and views in scope. */
function madeOf(
  { relations, rows, columns }: Snapshot,
  scope: Scope,
  local: Local,
  idOf: IdOf,
): {
  readonly compared: readonly RelationRow[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
} {
  const columnNames = namesOf(rows.columns);
  const indexesOf = (relation: RelationRow): readonly Index[] =>
    (rows.indexes.get(relation.oid) ?? [])
      .filter((row) => scope.includesIndex(idOf(relation), row.name))
      .map((row) => indexOf(row, columnNames(relation.oid)));
  const compared = relations.filter(
    (row) => isTable(row, scope, idOf) && scope.includes(idOf(row)),
  );
  return {
    compared,
    tables: compared.map((relation): Table => {
      const { oid, comment } = relation;
      const constraints = rows.constraints.get(oid) ?? [];
      return {
        ...idOf(relation),
        ...(comment === null ? {} : { comment }),
        columns: columns.get(oid) ?? [],
        ...constraintsByKind(
          constraints.map((row) => constraintOf(row, oid, columnNames, local)),
        ),
        indexes: indexesOf(relation),
        ...(relation.partitioned !== null && goesWhole(relation, scope, idOf)
          ? { partitioned: partitionedOf(relation.partitioned, idOf) }
          : {}),
      };
    }),
    views: relations.flatMap((relation): View[] => {
      const id = idOf(relation);
      return isView(relation, scope, id)
        ? [
            {
              ...id,
              ...viewOf(relation),
              columns: viewColumnsOf(rows.columns.get(relation.oid) ?? []),
              indexes: indexesOf(relation),
            },
          ]
        : [];
    }),
  };
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

/** Extension members are somebody else's. */
const isView = (
  row: RelationRow,
  scope: Scope,
  id: ObjectId,
): row is ViewRelationRow =>
  (row.relkind === "v" || row.relkind === "m") &&
  !row.extension &&
  scope.includesView(id);

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
