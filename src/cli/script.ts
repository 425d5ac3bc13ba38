// A move that is not made, as SQL.
import type { Script } from "../revisions/script";
import { exit } from "./exit";
import type { Outcome } from "./outcome";

export function scripted({ sql, moves }: Script): Outcome {
  return {
    exit: exit.fine,
    document: {
      revisions: moves.map(({ revision: { id, name } }) => ({ id, name })),
      sql,
    },
    lines: sql === "" ? ["-- Nothing to do."] : [sql.trimEnd()],
  };
}
