// The two sides by themselves, and SQL for operations between any two schemas.
import type { DataSource } from "typeorm";
import { withDatabase } from "./database";
import { dialectOf } from "./dialects";
import type { DialectName, Statement } from "./dialects/dialect";
import { declareConnection } from "./metadata/connection";
import { declare, requireMetadata } from "./metadata/declare";
import { territoryOf } from "./metadata/scope";
import { declareViews } from "./metadata/views";
import type { Operation } from "./operations/operation";
import { withWayMade } from "./plan/makeWay";
import { disturbances } from "./plan/disturbances";
import { ordered } from "./plan/order";
import { withViews, type Views } from "./plan/views";
import type { Schema } from "./schema/schema";
import { scopeOf, type Filter } from "./scope";

/** The live schema: everything in the entities' schemas that is not TypeORM's own or excluded. Reads only. */
export async function introspect(
  dataSource: DataSource,
  options: Filter = {},
): Promise<Schema> {
  return withDatabase(dataSource, async (database) => {
    const scope = scopeOf(territoryOf(dataSource), options);
    return (await database.dialect.introspect(database, scope)).schema;
  });
}

/**
 * The schema that the entities of an initialised DataSource ask for. Not canonical: expressions are as they were typed.
 * @throws MetadataError when the DataSource is not initialised.
 */
export function readMetadata(dataSource: DataSource): Schema {
  requireMetadata(dataSource);
  return dialectOf(dataSource.options.type).desire(
    declare(dataSource),
    declareConnection(dataSource),
    declareViews(dataSource),
  );
}

export interface CompileOptions {
  readonly dialect: DialectName;
  /** As a number that grows: 150004 is PostgreSQL 15.4. Default: the oldest that is supported. */
  readonly serverVersion?: number;
  /** The schema that unqualified names are in. Default: the server's usual one. */
  readonly defaultSchema?: string;
}

/** The statements that carry out the operations, in an order in which the server accepts them. */
export function compile(
  operations: readonly Operation[],
  options: CompileOptions,
): Statement[] {
  const dialect = dialectOf(options.dialect);
  const { defaultSchema } = options;
  const place = defaultSchema === undefined ? undefined : { defaultSchema };
  const nothing: Schema = { schemas: [], enumTypes: [], tables: [], views: [] };
  const target = { dialect, serverVersion: options.serverVersion ?? 0 };
  const inOrder = ordered(
    withViews(
      withWayMade(operations, nothing, target),
      viewsOf(operations),
      disturbances(operations, nothing, target),
      dialect,
    ),
    "upgrade",
    dialect,
  );
  return dialect
    .compile(inOrder, place)
    .flatMap(({ statements }) => [...statements]);
}

/** Without schemas, the views that are known are those that the operations carry. */
function viewsOf(operations: readonly Operation[]): Views {
  return {
    before: operations.flatMap((operation) => {
      switch (operation.kind) {
        case "dropView":
          return [operation.view];
        case "alterView":
          return [operation.from];
        default:
          return [];
      }
    }),
    after: operations.flatMap((operation) => {
      switch (operation.kind) {
        case "createView":
          return [operation.view];
        case "alterView":
          return [operation.to];
        default:
          return [];
      }
    }),
  };
}
