// The hierarchy of errors that the library throws. Each message says what happened, where, and what to do.

/** Every error that this library throws on purpose. */
export class AutogenerateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The DataSource is of a database that is not supported. */
export class UnsupportedDatabaseError extends AutogenerateError {}

/** The entities ask for something that cannot be. */
export class MetadataError extends AutogenerateError {}

/** Two entities that share a table, or an enum type, contradict each other. */
export class ConflictingEntitiesError extends MetadataError {}

/** Migrations are known that the database has not seen. */
export class PendingMigrationsError extends AutogenerateError {
  constructor(
    readonly pending: readonly string[],
    /** What brings the database up to date: `heads` where there are several. */
    target: "head" | "heads" = "head",
  ) {
    super(
      `Target database is not up to date: ${pending.length === 1 ? "1 migration is" : `${pending.length} migrations are`} not applied (${pending.slice(0, 5).join(", ")}${pending.length > 5 ? ", …" : ""}). Run \`typeorm-autogenerate upgrade ${target}\` first.`,
    );
  }
}

/** An answer fits no question, or contradicts another. */
export class AnswerError extends AutogenerateError {}

/** What is to be looked at alone is not there. */
export class FilterError extends AutogenerateError {}

/** A default, check or other expression that the server does not accept. */
export class ExpressionError extends AutogenerateError {}

/** A revision that cannot be found, or a move that cannot be made. */
export class RevisionError extends AutogenerateError {}

/** The database could not be reached, or refused. */
export class DatabaseError extends AutogenerateError {}

/** The role may not read what has to be read. */
export class PrivilegeError extends DatabaseError {}

/** Another session keeps what has to be read under a lock. */
export class LockedError extends DatabaseError {}

/** Somebody changed the schema while it was read. */
export class SchemaChangedError extends DatabaseError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The schema changed while it was read (${reason}). Run it again.`,
      options,
    );
  }
}

/** A migration file or its folder cannot be written. */
export class FileError extends AutogenerateError {}

/** The module with the DataSource, or a file of the project, cannot be loaded. */
export class ProjectError extends AutogenerateError {}
