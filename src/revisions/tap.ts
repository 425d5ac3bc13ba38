// The statements of a migration, one by one as it sends them, whatever way of TypeORM's it takes.
import { AsyncLocalStorage } from "node:async_hooks";
import type { QueryRunner } from "typeorm";

/** A statement that a migration sends. */
export interface Sent {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** The caller is TypeORM itself and wants rows and counts apart. */
  readonly structured: boolean;
}

/** Answers a statement: by sending it on, or instead of that. What it asks of the same query runner is sent as it is. */
export type Tap = (
  sent: Sent,
  send: () => Promise<unknown>,
) => Promise<unknown>;

type Query = (
  sql: string,
  parameters?: unknown[],
  structured?: boolean,
) => Promise<unknown>;

const inside = new AsyncLocalStorage<true>();

/** Does the work with every statement of the query runner going through the tap; query builders, repositories and schema methods all end there. */
export async function tapped<Result>(
  queryRunner: QueryRunner,
  tap: Tap,
  work: () => Promise<Result>,
): Promise<Result> {
  const runner = queryRunner as { query: Query };
  const query = runner.query.bind(runner);
  let last: Promise<unknown> = Promise.resolve();
  runner.query = (sql, parameters, structured) => {
    const send = (): Promise<unknown> => query(sql, parameters, structured);
    if (inside.getStore()) return send();
    const sent = {
      sql,
      parameters: parameters ?? [],
      structured: structured === true,
    };
    // One after the other, also for who does not wait for the one before.
    const answer = last.then(() => inside.run(true, () => tap(sent, send)));
    last = answer.catch(() => undefined);
    return answer;
  };
  try {
    return await work();
  } finally {
    // What is left is the method of the class.
    Reflect.deleteProperty(runner, "query");
  }
}

/** What a statement gives that was not sent: nothing, and an error for whoever looks at it. */
export function nothingFrom(
  { structured }: Pick<Sent, "structured">,
  explain: () => Error,
): unknown {
  const rows = unreadable(explain);
  return structured ? { raw: rows, records: rows, affected: undefined } : rows;
}

function unreadable(explain: () => Error): unknown {
  const refuse = (): never => {
    throw explain();
  };
  return new Proxy([], {
    // Promises ask each value that they are given whether it is one.
    get: (_, key) => (key === "then" ? undefined : refuse()),
    has: refuse,
    ownKeys: refuse,
    getOwnPropertyDescriptor: refuse,
  });
}
