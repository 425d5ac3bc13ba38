// Remembers which queries a DataSource sends.
import type { Logger } from "typeorm";

export class QueryRecorder implements Logger {
  readonly queries: string[] = [];

  logQuery(query: string): void {
    this.queries.push(query);
  }

  logQueryError(): void {
    // An error is thrown as well, and ends the run.
  }
  logQuerySlow(): void {
    // The clock says it.
  }
  logSchemaBuild(): void {
    // Nothing is built.
  }
  logMigration(): void {
    // Nothing is run.
  }
  log(): void {
    // What TypeORM has to say is not measured.
  }
}
