// Where TypeORM's metadata means one thing for MySQL and MariaDB and another for all other servers.
import type { DataSource, EntityMetadata } from "typeorm";

type Driver = DataSource["driver"];

export const isMysql = ({ options }: Driver): boolean =>
  options.type === "mysql" || options.type === "mariadb";

/** What is read of TypeORM's drivers, beyond their public type. */
interface SearchingDriver {
  /** PostgreSQL: the schema of unqualified names, known since the DataSource connected. */
  readonly searchSchema?: string;
}

/** The schema of unqualified names, where it is known: for MySQL and MariaDB that is a database. */
export function ownSchemaOf(driver: Driver): string | undefined {
  return isMysql(driver)
    ? driver.database
    : (driver as SearchingDriver).searchSchema;
}

/** The schema that an entity names: MySQL and MariaDB have databases where others have schemas, and TypeORM ignores the other word. */
export function schemaNamedBy(
  driver: Driver,
  { schema, database }: Pick<EntityMetadata, "schema" | "database">,
): string | undefined {
  return isMysql(driver) ? database : schema;
}

/** The schema of TypeORM's own tables, where the DataSource names one. */
export function schemaOfOwnTables({
  driver,
  options,
}: DataSource): string | undefined {
  return isMysql(driver)
    ? undefined
    : (options as { readonly schema?: string }).schema;
}
