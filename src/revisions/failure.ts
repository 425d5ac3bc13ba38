// What is said of a revision that failed: where, on which statement, and what is left of it.
import { RevisionError } from "../schema/errors";
import type { Move } from "./move";
import { labelOf } from "./revision";

/** How far a migration has come. */
export interface Standing {
  /** The number of the statement that was sent last, from 1; 0 before the first. */
  statement: number;
}

/** Somebody wants it to end. */
export class Interruption extends Error {}

export function failed(
  { direction, revision }: Move,
  { statement }: Standing,
  error: unknown,
  outcome: string,
): RevisionError {
  const what = `The ${direction} of revision ${labelOf(revision)}`;
  if (error instanceof Interruption)
    return new RevisionError(
      `${what} was interrupted ${statement === 0 ? "before its first statement" : `after statement ${statement}`}. ${outcome}`,
    );
  return new RevisionError(
    `${what} failed: ${sentenceOf(error)}${statementOf(error, statement)} ${outcome}`,
    { cause: error },
  );
}

/** What is left where all is as it was before: a downgrade starts from what is applied. */
export const nothingLeft = ({ direction }: Move, how: string): string =>
  direction === "upgrade"
    ? `${how} There is nothing to take back: a downgrade would take back an earlier revision.`
    : how;

/** The server's message, its detail and hint. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const { detail, hint } = error as QueryFailure;
  return [
    message,
    ...(detail === undefined ? [] : [detail]),
    ...(hint === undefined ? [] : [hint]),
  ]
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

function statementOf(error: unknown, number: number): string {
  const { query } = error as QueryFailure;
  return query === undefined
    ? ""
    : ` Statement ${number} was: ${query.trim()}.`;
}

/** What TypeORM's error has of the driver's, where a statement failed. */
interface QueryFailure {
  readonly detail?: string;
  readonly hint?: string;
  readonly query?: string;
}
