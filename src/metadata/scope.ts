// What of the database the entities are about, and what in it is TypeORM's own.
import type { DataSource, EntityMetadata } from "typeorm";
import { idKey, nameOf } from "../schema/identity";
import type { Notice, TableId } from "../schema/schema";
import { isTable, tableIdOf, type SearchingDriver } from "./declare";

/** What the DataSource says about where to look. */
export interface Territory {
  /** Schemas of the entities; `undefined` is the connection's own. */
  readonly schemas: readonly (string | undefined)[];
  /** What the connection's own schema is called, where the driver knows. */
  readonly ownSchema: string | undefined;
  readonly mapped: readonly TableId[];
  /** Tables that TypeORM keeps for itself, and those whose entities say `synchronize: false`. */
  readonly foreign: readonly TableId[];
  /** Indexes that entities declare with `synchronize: false`, as keys of table and name. */
  readonly handmadeIndexes: ReadonlySet<string>;
}

export function territoryOf(dataSource: DataSource): Territory {
  const tables = dataSource.entityMetadatas.filter(isTable);
  const schemas = new Set(
    tables.map((metadata) => tableIdOf(dataSource, metadata).schema),
  );
  return {
    schemas: [...(schemas.size === 0 ? [undefined] : schemas)],
    ownSchema: (dataSource.driver as SearchingDriver).searchSchema,
    mapped: tables.map((metadata) => tableIdOf(dataSource, metadata)),
    foreign: [
      ...ownTables(dataSource),
      ...dataSource.entityMetadatas
        .filter((metadata) => !metadata.synchronize)
        .map((metadata) => tableIdOf(dataSource, metadata)),
    ],
    handmadeIndexes: new Set(
      tables.flatMap((metadata) => handmade(dataSource, metadata)),
    ),
  };
}

/** A key for an index of a table. */
export const indexKey = (table: TableId, name: string): string =>
  `${idKey(table)}\u0000${name}`;

/** Views are read from the metadata to be named: this version compares none. */
export function uncompared(dataSource: DataSource): Notice[] {
  return dataSource.entityMetadatas
    .filter((metadata) => metadata.tableType === "view" && metadata.synchronize)
    .map((metadata) => ({
      subject:
        metadata.tableMetadataArgs.materialized === true
          ? "materialized view"
          : "view",
      name: nameOf(tableIdOf(dataSource, metadata)),
      reason: "views are not compared yet",
    }));
}

/** Migrations, metadata and query-cache tables live in the DataSource's schema. */
function ownTables({ driver, options }: DataSource): TableId[] {
  const { schema } = options as { readonly schema?: string };
  const cache =
    typeof options.cache === "object" ? options.cache.tableName : undefined;
  const { searchSchema } = driver as SearchingDriver;
  const migrations = options.migrationsTableName ?? "migrations";
  return [
    migrations,
    // How far a half-done migration has come.
    `${migrations}_progress`,
    options.metadataTableName ?? "typeorm_metadata",
    cache ?? "query-result-cache",
  ].map((name) =>
    schema && schema !== searchSchema ? { schema, name } : { name },
  );
}

function handmade(dataSource: DataSource, metadata: EntityMetadata): string[] {
  return metadata.indices
    .filter((index) => !index.synchronize)
    .map((index) =>
      indexKey(tableIdOf(dataSource, metadata), index.givenName ?? index.name),
    );
}
