// Whether what is to be run can be: all of it is looked at before the first statement of any.
import type { MigrationInterface } from "typeorm";
import { RevisionError } from "../schema/errors";
import type { Move, TransactionMode } from "./move";
import { labelOf, listed, type Revision } from "./revision";
import { questionsIn } from "./written";

/** A move with what it runs. */
export interface LoadedMove extends Move {
  readonly migration: MigrationInterface;
}

/**
 * Loads what is to be run.
 * @throws FileError when a file cannot be loaded.
 * @throws RevisionError when a migration has open questions, or decides about its transaction where all share one.
 */
export async function requireRunnable(
  moves: readonly Move[],
  mode: TransactionMode,
): Promise<readonly LoadedMove[]> {
  const loaded: LoadedMove[] = [];
  for (const move of moves)
    loaded.push({ ...move, migration: await move.revision.load() });
  refuseUnanswered(loaded);
  if (mode === "all") refuseOverrides(loaded);
  return loaded;
}

function refuseUnanswered(moves: readonly LoadedMove[]): void {
  const open = moves.flatMap(({ direction, revision, migration }) => {
    const body =
      direction === "upgrade"
        ? migration.up.toString()
        : migration.down.toString();
    const questions = questionsIn(body);
    return questions.length === 0 ? [] : [{ revision, questions }];
  });
  if (open.length === 0) return;
  const listing = open
    .map(({ revision, questions }) => inWords(revision, questions))
    .join(" ");
  throw new RevisionError(
    `Unanswered, so nothing was run: ${listing} Answer: revision --autogenerate --amend …, or delete the throw in the file.`,
  );
}

const inWords = (revision: Revision, questions: readonly string[]): string =>
  `${labelOf(revision)}: ${questions.join(" ")}`;

/** A migration that decides about its own transaction cannot share one. */
function refuseOverrides(moves: readonly LoadedMove[]): void {
  const overriding = moves
    .filter(({ migration }) => migration.transaction !== undefined)
    .map(({ revision }) => revision);
  if (overriding.length > 0)
    throw new RevisionError(
      `All revisions are to run in one transaction, but ${listed(overriding)} ${overriding.length === 1 ? "sets its" : "set their"} own \`transaction\`. Set \`migrationsTransactionMode: "each"\` on the DataSource, or give --transaction each.`,
    );
}
