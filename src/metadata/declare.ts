// TypeORM's EntityMetadata → what the entities declare, table by table. The only room that knows what a decorator meant.
import { setImmediate } from "node:timers/promises";
import type { DataSource, EntityMetadata } from "typeorm";
import type { DeclaredIndex, DeclaredTable } from "../dialects/dialect";
import { idKey, nameOf } from "../schema/identity";
import { MetadataError } from "../schema/errors";
import type { Deferrable, ReferentialAction, TableId } from "../schema/schema";
import { declareColumn } from "./column";
import { ownSchemaOf, schemaNamedBy } from "./family";
import { merged } from "./merge";

/**
 * The tables that the entities of an initialised DataSource declare, entities that share a table merged.
 * @throws MetadataError when the DataSource's metadata is not built yet.
 * @throws ConflictingEntitiesError when two entities on one table contradict each other.
 */
export function declare(dataSource: DataSource): DeclaredTable[] {
  requireMetadata(dataSource);
  return byTable(
    dataSource.entityMetadatas
      .filter(isTable)
      .map((metadata) => declareTable(dataSource, metadata)),
  );
}

/** The same a few tables at a time, so that it can be done while the database is being read. */
export async function declareInTurns(
  dataSource: DataSource,
): Promise<DeclaredTable[]> {
  requireMetadata(dataSource);
  const tables: DeclaredTable[] = [];
  for (const metadata of dataSource.entityMetadatas.filter(isTable)) {
    if (tables.length % atATime === 0) await setImmediate();
    tables.push(declareTable(dataSource, metadata));
  }
  return byTable(tables);
}

const atATime = 20;

/** Entities that share a table are one. */
function byTable(tables: readonly DeclaredTable[]): DeclaredTable[] {
  const groups = new Map<string, DeclaredTable[]>();
  for (const table of tables) {
    const group = groups.get(idKey(table));
    if (group === undefined) groups.set(idKey(table), [table]);
    else group.push(table);
  }
  return [...groups.values()].map(merged);
}

/** Whether TypeORM would build a table for it: children of single-table inheritance live in their parent's. */
export function isTable(metadata: EntityMetadata): boolean {
  return (
    metadata.synchronize &&
    metadata.tableType !== "entity-child" &&
    metadata.tableType !== "view"
  );
}

/** The schema goes without saying where it is the connection's own. */
export function tableIdOf(
  { driver }: DataSource,
  metadata: EntityMetadata,
): TableId {
  const schema = schemaNamedBy(driver, metadata);
  const { tableName: name } = metadata;
  return !schema || schema === ownSchemaOf(driver)
    ? { name }
    : { schema, name };
}

export function requireMetadata(dataSource: DataSource): void {
  if (!dataSource.isInitialized)
    throw new MetadataError(
      "The DataSource is not initialised, so its entities are not known yet. Call `await dataSource.initialize()` first.",
    );
}

function declareTable(
  dataSource: DataSource,
  metadata: EntityMetadata,
): DeclaredTable {
  const id = tableIdOf(dataSource, metadata);
  const columns = distinct(
    metadata.columns.filter((column) => !column.isVirtualProperty),
    (column) => column.databaseName,
  );
  return {
    ...id,
    entities: [metadata.name],
    ...(metadata.comment ? { comment: metadata.comment } : {}),
    ...(metadata.engine ? { engine: metadata.engine } : {}),
    columns: columns.map((column) => declareColumn(dataSource, id, column)),
    primaryKeyName: primaryKeyName(dataSource, metadata),
    uniques: distinct(metadata.uniques, (unique) => unique.name).map(
      (unique) => ({
        name: unique.name,
        columns: unique.columns.map((column) => column.databaseName),
        ...deferrable(unique.deferrable),
      }),
    ),
    checks: distinct(metadata.checks, (check) => check.name).map((check) => ({
      name: check.name,
      expression: check.expression,
    })),
    exclusions: distinct(
      metadata.exclusions,
      (exclusion) => exclusion.name,
    ).map((exclusion) => ({
      name: exclusion.name,
      expression: exclusion.expression,
      ...deferrable((exclusion as { deferrable?: string }).deferrable),
    })),
    foreignKeys: distinct(metadata.foreignKeys, (key) => key.name).map(
      (key) => ({
        name: key.name,
        columns: key.columnNames,
        references: tableIdOf(dataSource, key.referencedEntityMetadata),
        referencedColumns: key.referencedColumnNames,
        onDelete: actionOf(key.onDelete),
        onUpdate: actionOf(key.onUpdate),
        ...deferrable(key.deferrable),
      }),
    ),
    indexes: declaredIndexes(id, metadata),
  };
}

export function declaredIndexes(
  table: TableId,
  metadata: EntityMetadata,
): DeclaredIndex[] {
  return distinct(
    metadata.indices.filter((index) => index.synchronize),
    (index) => index.name,
  ).map((index) => declareIndex(table, index));
}

function declareIndex(
  table: TableId,
  index: EntityMetadata["indices"][number],
): DeclaredIndex {
  if (index.columns.length === 0)
    throw new MetadataError(
      `Index "${index.name}" of table "${nameOf(table)}" has no columns. Name at least one, or say \`synchronize: false\` if it is made by hand.`,
    );
  return {
    name: index.name,
    columns: index.columns.map((column) => column.databaseName),
    unique: index.isUnique,
    spatial: index.isSpatial,
    ...(index.isFulltext ? { fulltext: true } : {}),
    ...(index.parser ? { parser: index.parser } : {}),
    ...(index.type ? { type: index.type } : {}),
    ...(index.where ? { where: index.where } : {}),
  };
}

function primaryKeyName(
  dataSource: DataSource,
  metadata: EntityMetadata,
): string | undefined {
  const [first] = metadata.primaryColumns;
  if (first === undefined) return undefined;
  return (
    first.primaryKeyConstraintName ??
    dataSource.namingStrategy.primaryKeyName(
      metadata.tablePath,
      metadata.primaryColumns.map((column) => column.databaseName),
    )
  );
}

/** TypeORM writes `INITIALLY DEFERRED`; the schema says which of the two. */
function deferrable(value: string | undefined): {
  readonly deferrable?: Deferrable;
} {
  if (!value) return {};
  return { deferrable: value.includes("DEFERRED") ? "DEFERRED" : "IMMEDIATE" };
}

/** TypeORM has `DEFAULT` for what SQL calls `SET DEFAULT` and for what it calls nothing; it writes the word as it is. */
function actionOf(action: string | undefined): ReferentialAction {
  return action === undefined || action === "DEFAULT"
    ? "NO ACTION"
    : (action as ReferentialAction);
}

/** Single-table inheritance lists a column, and what hangs on it, once for every child that has it. */
function distinct<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): readonly Item[] {
  if (items.length < 2) return items;
  const first = new Map<string, Item>();
  for (const item of items)
    if (!first.has(key(item))) first.set(key(item), item);
  return [...first.values()];
}
