// The applied revisions, kept where TypeORM keeps them, so that both runners can be mixed.
import type { DataSource, QueryRunner, TableColumn } from "typeorm";
import type {
  Access,
  Database,
  DeclaredColumn,
  DeclaredTable,
  Dialect,
} from "../dialects/dialect";
import { DatabaseError, PrivilegeError } from "../schema/errors";
import type { TableId } from "../schema/schema";
import type { Revision } from "./revision";

/** A DataSource with the connection that a call holds, and the dialect of its server. */
export interface Connection extends Database {
  readonly dataSource: DataSource;
  readonly queryRunner: QueryRunner;
  readonly dialect: Pick<
    Dialect,
    "access" | "desire" | "compile" | "transactionalDdl" | "running"
  >;
}

/** A row of the migrations table. */
export type AppliedRevision = Pick<Revision, "id" | "name">;

/**
 * The applied revisions in the order in which they were applied; undefined where there is no migrations table yet.
 * @throws PrivilegeError when there is one that the role may not read: all revisions would seem to be pending.
 */
export async function readApplied(
  { dataSource, queryRunner }: Connection,
  access: Access,
  mayBeClosed: boolean,
): Promise<AppliedRevision[] | undefined> {
  const { name, path } = migrationsTable(dataSource);
  if (access === "absent") return undefined;
  if (access === "closed" && mayBeClosed) return [];
  if (access === "closed") throw closedError(dataSource);
  const rows = await dataSource
    .createQueryBuilder(queryRunner)
    .select()
    .from(path, name)
    .orderBy(dataSource.driver.escape("id"))
    .getRawMany<{ timestamp: string | number; name: string }>();
  return rows.map((row) => ({ id: String(row.timestamp), name: row.name }));
}

/** Makes the tables that TypeORM makes before it runs a migration, where they are missing. */
export async function createOwnTables(connection: Connection): Promise<void> {
  const { dataSource, queryRunner } = connection;
  const { migrations } = await ownAccess(connection);
  if (migrations === "absent") await createMigrationsTable(connection);
  // Where entities have views or generated columns: `typeorm_metadata`.
  const schemaBuilder = dataSource.driver.createSchemaBuilder();
  if (makesMetadataTable(schemaBuilder))
    await schemaBuilder.createMetadataTableIfNecessary(queryRunner);
}

/** Where it is written down what is applied: on a connection, or for a script, which is for any database. */
type Recording = Pick<Connection, "dataSource" | "queryRunner"> & {
  readonly anyDatabase?: true;
};

const recordingTable = ({ dataSource, anyDatabase }: Recording): string => {
  const { name, schema, path } = migrationsTable(dataSource);
  return anyDatabase === true
    ? dataSource.driver.buildTableName(name, schema)
    : path;
};

export async function markApplied(
  recording: Recording,
  revision: AppliedRevision,
): Promise<void> {
  await recording.dataSource
    .createQueryBuilder(recording.queryRunner)
    .insert()
    .into(recordingTable(recording))
    .values({ timestamp: Number(revision.id), name: revision.name })
    .execute();
}

export async function markReverted(
  recording: Recording,
  revision: AppliedRevision,
): Promise<void> {
  const { dataSource, queryRunner } = recording;
  await dataSource
    .createQueryBuilder(queryRunner)
    .delete()
    .from(recordingTable(recording))
    .where(`${dataSource.driver.escape("name")} = :name`, {
      name: revision.name,
    })
    .execute();
}

/** Whether the migrations table is there, and the one beside it that a revision left half done is kept in. */
export async function ownAccess(
  connection: Connection,
): Promise<{ readonly migrations: Access; readonly progress: Access }> {
  const { dialect, dataSource } = connection;
  const { name, schema } = migrationsTable(dataSource);
  const table = (own: string): TableId =>
    schema === undefined ? { name: own } : { schema, name: own };
  const [migrations = "absent", progress = "absent"] = await dialect.access(
    connection,
    dialect.transactionalDdl
      ? [table(name)]
      : [table(name), table(progressName(name))],
  );
  return { migrations, progress };
}

/** The table beside a migrations table of this name. */
export const progressName = (migrations: string): string =>
  `${migrations}_progress`;

const closedError = (dataSource: DataSource): PrivilegeError =>
  new PrivilegeError(
    `The role may not read the table "${migrationsTable(dataSource).path}", which says what migrations are applied. Grant it SELECT on that table, and USAGE on its schema.`,
  );

export async function createMigrationsTable(
  { dataSource, queryRunner, dialect }: Connection,
  /** A script cannot ask. */
  asking = true,
): Promise<void> {
  const { tables } = dialect.desire([declaredMigrationsTable(dataSource)], {});
  const { name, schema } = migrationsTable(dataSource);
  if (asking && schema === undefined && !(await queryRunner.getCurrentSchema()))
    throw new DatabaseError(
      `There is no schema for the table "${name}", which says what migrations are applied: none that the connection's search_path names exists and is open to its role. Create one of them.`,
    );
  // It may be one that the first migration is to make.
  if (
    schema !== undefined &&
    !(asking && (await queryRunner.hasSchema(schema)))
  )
    await queryRunner.createSchema(schema, !asking);
  for (const table of tables) {
    const compiled = dialect.compile([{ kind: "createTable", table }]);
    for (const { statements } of compiled)
      for (const { sql } of statements) await queryRunner.query(sql);
  }
}

/** TypeORM's record of views and generated columns, as it makes it, for a server on which it may be there. */
export function metadataTableSql(dataSource: DataSource): string {
  const { driver } = dataSource;
  const { schema } = migrationsTable(dataSource);
  const types = driver.mappedDataTypes;
  const columns = [
    ["type", types.metadataType, "NOT NULL"],
    ["database", types.metadataDatabase, "NULL"],
    ["schema", types.metadataSchema, "NULL"],
    ["table", types.metadataTable, "NULL"],
    ["name", types.metadataName, "NULL"],
    ["value", types.metadataValue, "NULL"],
  ] as const;
  const path = driver.buildTableName(metadataTable(dataSource), schema);
  return `CREATE TABLE IF NOT EXISTS ${escaped(dataSource, path)} (${columns
    .map(([name, type, nullable]) => {
      const { fullType } = declaredColumn(dataSource, name, type);
      return `${driver.escape(name)} ${fullType} ${nullable}`;
    })
    .join(", ")})`;
}

export const metadataTable = ({ options }: DataSource): string =>
  options.metadataTableName ?? "typeorm_metadata";

/** A path as TypeORM builds it, in quotes. */
export const escaped = ({ driver }: DataSource, path: string): string =>
  path
    .split(".")
    .map((part) => driver.escape(part))
    .join(".");

function declaredMigrationsTable(dataSource: DataSource): DeclaredTable {
  const { name, schema, path } = migrationsTable(dataSource);
  const { migrationId, migrationTimestamp, migrationName } =
    dataSource.driver.mappedDataTypes;
  return {
    ...(schema === undefined ? {} : { schema }),
    name,
    entities: [],
    columns: [
      {
        ...declaredColumn(dataSource, "id", migrationId),
        primary: true,
        generated: "increment",
      },
      declaredColumn(dataSource, "timestamp", migrationTimestamp),
      declaredColumn(dataSource, "name", migrationName),
    ],
    primaryKeyName: dataSource.namingStrategy.primaryKeyName(path, ["id"]),
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
  };
}

function declaredColumn(
  { driver }: DataSource,
  name: string,
  columnType: DataSource["driver"]["mappedDataTypes"]["migrationId"],
): DeclaredColumn {
  const type = driver.normalizeType({ type: columnType });
  // TypeORM's createFullType takes a TableColumn and reads nothing but such fields of it.
  const bare: Pick<TableColumn, "type" | "length"> = { type, length: "" };
  return {
    name,
    type,
    fullType: driver.createFullType(bare as TableColumn),
    array: false,
    primary: false,
    nullable: false,
    stored: false,
  };
}

/** Where the DataSource keeps the applied set: in its own schema, under the configured name. */
export function migrationsTable({ driver, options }: DataSource): {
  readonly name: string;
  readonly schema: string | undefined;
  readonly path: string;
} {
  const { schema } = options as { readonly schema?: string };
  const name = options.migrationsTableName ?? "migrations";
  return {
    name,
    schema,
    path: driver.buildTableName(name, schema, driver.database),
  };
}

function makesMetadataTable(schemaBuilder: object): schemaBuilder is {
  createMetadataTableIfNecessary(queryRunner: QueryRunner): Promise<void>;
} {
  return "createMetadataTableIfNecessary" in schemaBuilder;
}
