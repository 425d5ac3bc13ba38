// Storage engines of MySQL and MariaDB.

/** In lower case. Others forget foreign keys and keep their indexes, and none can refer to a table of theirs. */
const referring: ReadonlySet<string> = new Set(["innodb", "ndb", "ndbcluster"]);

/** Where a table names no engine, it is InnoDB, or a table of another server. */
export const knowsForeignKeys = (engine = "InnoDB"): boolean =>
  referring.has(engine.toLowerCase());
