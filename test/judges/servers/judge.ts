// What the judges ask of a server, in its own words.
import type { Rows } from "../database";
import type { Row } from "../entities";

export interface Judge {
  /** How TypeORM names its driver, by the URL. */
  readonly type: "postgres" | "mysql" | "mariadb";
  /** Run before TypeORM connects with entities. */
  readonly groundwork: readonly string[];
  readonly createSchema: (name: string) => string;
  /** Statements that leave nothing in the database. */
  readonly emptying: (query: Query) => Promise<readonly string[]>;
  /** The schema as the server's own tool prints it, without the migrations table. */
  readonly schemaOf: (url: string, query: Query) => Promise<string>;
  /** All rows of all tables, each table in the order of its first column. */
  readonly rowsOf: (query: Query) => Promise<Rows>;
  /** What TypeORM remembers of views and generated columns, as far as migrations keep it in step. */
  readonly recordOf: (query: Query) => Promise<readonly Row[]>;
  /** A dump in which the order of columns and objects is no difference. */
  readonly withoutColumnOrder: (dump: string) => string;
  /** A dump without the order of what the server puts at the end when it comes back. */
  readonly asRestored: (dump: string) => string;
  /** A dump without what TypeORM does not make on this server. */
  readonly asSynchronized: (dump: string) => string;
  /** TypeORM's own comparison is not at rest on what it has just built. */
  readonly restless: boolean;
}

export type Query = <Row extends object>(sql: string) => Promise<Row[]>;
