// What of the database the entities are about, and what in it is TypeORM's own.
import type { DataSource, EntityMetadata } from "typeorm";
import type { ObjectId, TableId, ViewId } from "../schema/schema";
import { isTable, tableIdOf } from "./declare";
import { ownSchemaOf, schemaOfOwnTables } from "./family";
import { isView } from "./views";

/** What the DataSource says about where to look. */
export interface Territory {
  /** Schemas of the entities' tables; `undefined` is the connection's own. */
  readonly schemas: readonly (string | undefined)[];
  /** Schemas in which entities have views: the tables there are looked at only where entities map some too. */
  readonly viewSchemas: readonly (string | undefined)[];
  /** What the connection's own schema is called, where the driver knows. */
  readonly ownSchema: string | undefined;
  readonly mapped: readonly TableId[];
  readonly mappedViews: readonly ViewId[];
  /** Where TypeORM writes down what views and generated columns are made of. */
  readonly record: TableId;
  /** Tables that TypeORM keeps for itself, and those whose entities say `synchronize: false`. */
  readonly foreign: readonly TableId[];
  /** Indexes that entities declare with `synchronize: false`. */
  readonly handmadeIndexes: readonly HandmadeIndex[];
}

export interface HandmadeIndex {
  readonly table: TableId;
  readonly name: string;
}

export function territoryOf(dataSource: DataSource): Territory {
  const tables = dataSource.entityMetadatas.filter(isTable);
  const views = dataSource.entityMetadatas.filter(isView);
  const idOf = (metadata: EntityMetadata): ObjectId =>
    tableIdOf(dataSource, metadata);
  const [mapped, mappedViews] = [tables.map(idOf), views.map(idOf)];
  const schemas = new Set(mapped.map(({ schema }) => schema));
  return {
    schemas: [...(schemas.size === 0 ? [undefined] : schemas)],
    viewSchemas: mappedViews.map(({ schema }) => schema),
    ownSchema: ownSchemaOf(dataSource.driver),
    mapped,
    mappedViews,
    record: ownTable(
      dataSource,
      dataSource.options.metadataTableName ?? "typeorm_metadata",
    ),
    foreign: [
      ...ownTables(dataSource),
      ...dataSource.entityMetadatas
        .filter((metadata) => !metadata.synchronize)
        .map(idOf),
    ],
    handmadeIndexes: [...tables, ...views].flatMap((metadata) =>
      handmade(dataSource, metadata),
    ),
  };
}

/** Migrations, metadata and query-cache tables live in the DataSource's schema. */
function ownTables(dataSource: DataSource): TableId[] {
  const { options } = dataSource;
  const cache =
    typeof options.cache === "object" ? options.cache.tableName : undefined;
  const migrations = options.migrationsTableName ?? "migrations";
  return [
    migrations,
    // How far a half-done migration has come.
    `${migrations}_progress`,
    options.metadataTableName ?? "typeorm_metadata",
    cache ?? "query-result-cache",
  ].map((name) => ownTable(dataSource, name));
}

function ownTable(dataSource: DataSource, name: string): TableId {
  const schema = schemaOfOwnTables(dataSource);
  return schema && schema !== ownSchemaOf(dataSource.driver)
    ? { schema, name }
    : { name };
}

function handmade(
  dataSource: DataSource,
  metadata: EntityMetadata,
): HandmadeIndex[] {
  return metadata.indices
    .filter((index) => !index.synchronize)
    .map((index) => ({
      table: tableIdOf(dataSource, metadata),
      name: index.givenName ?? index.name,
    }));
}
