// A column that went and one that came in the same table: was it renamed?
import type { Operation } from "../operations/operation";
import { columnName, sameId } from "../schema/identity";
import type { Column, Table, TableId } from "../schema/schema";
import { likeness, type Likeness } from "./evidence";
import type { Facts } from "./facts";
import { countWords } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Choice, Question, Verdict } from "./question";
import { takeOvers } from "./takenOver";

/** How much better than the next one the best candidate has to be. */
const margin = 15;

/** How many candidates are named: more than anybody reads is no help. */
const atMost = 5;

interface Candidate {
  readonly column: Column;
  readonly likeness: Likeness;
}

/** One question for every column that went while others came, unless somebody said that it is to be dropped. */
export function renamedColumns(
  operations: readonly Operation[],
  facts: Facts,
  isDropped: (name: string) => boolean,
): Question[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "dropColumn") return [];
    const { table, column } = operation;
    if (isDropped(columnName(table, column.name))) return [];
    const added = operations.flatMap((other) =>
      other.kind === "addColumn" && sameId(other.table, table)
        ? [other.column]
        : [],
    );
    const removed = operations.flatMap((other) =>
      other.kind === "dropColumn" && sameId(other.table, table)
        ? [other.column]
        : [],
    );
    const [before, after] = [facts.live(table), facts.desired(table)];
    if (added.length === 0 || before === undefined || after === undefined)
      return [];
    const successor = ({ name }: Column): string | undefined =>
      facts.successor(columnName(table, name));
    return [
      question(
        table,
        column,
        { before, after, added, removed, successor },
        facts,
        takeOvers(operations, table, column),
      ),
    ];
  });
}

interface Pool {
  readonly before: Table;
  readonly after: Table;
  readonly added: readonly Column[];
  readonly removed: readonly Column[];
  /** What the property that had the one is mapped to now. */
  readonly successor: (column: Column) => string | undefined;
}

function question(
  table: TableId,
  column: Column,
  pool: Pool,
  facts: Facts,
  more: readonly Choice[],
): Question {
  const candidates = rank(column, pool);
  const [best] = candidates;
  const others = candidates.slice(1);
  const name = columnName(table, column.name);
  const target = best?.column.name ?? "";
  const rows = countWords(facts.count(table, column.name), "value");
  return {
    kind: "renamedColumn",
    subject: name,
    message:
      others.length === 0
        ? `Was ${quotedColumn(table, column.name)} renamed to ${quotedColumn(table, target)}?`
        : `Was ${quotedColumn(table, column.name)} renamed to ${candidates.map(({ column: { name: other } }) => `"${other}"`).join(" or ")}?`,
    verdict: verdictOf(column, candidates, pool),
    evidence: best?.likeness.evidence ?? [],
    asWritten: `"${column.name}" is dropped with its ${rows} and ${candidates.map((candidate) => `"${candidate.column.name}"`).join(" and ")} ${others.length === 0 ? "starts" : "start"} empty.`,
    choices: [
      ...candidates.map((candidate): Choice => ({
        meaning:
          others.length === 0
            ? "It was renamed"
            : `It was renamed to "${candidate.column.name}"`,
        flags: `--rename ${shellWord(`${name}:${candidate.column.name}`)}`,
        answers: { renames: { [name]: candidate.column.name } },
      })),
      ...more,
      {
        meaning: "It was not renamed",
        flags: `--drop ${shellWord(name)}`,
        answers: { drops: [name] },
      },
    ],
    tables: [table],
  };
}

function rank(column: Column, pool: Pool): Candidate[] {
  return pool.added
    .map((candidate) => ({
      column: candidate,
      likeness: likenessIn(pool, column, candidate),
    }))
    .sort((a, b) => b.likeness.score - a.likeness.score)
    .slice(0, atMost);
}

const likenessIn = (
  { before, after, successor }: Pool,
  removed: Column,
  added: Column,
): Likeness =>
  likeness(before, removed, after, added, successor(removed) === added.name);

/** Likely only for the mutual best of the whole pool, by a margin. */
function verdictOf(
  column: Column,
  candidates: readonly Candidate[],
  pool: Pool,
): Verdict {
  const [best, next] = candidates;
  if (best === undefined || !best.likeness.alike) return "possible";
  const rivals = pool.removed
    .filter((other) => other !== column)
    .map((other) => likenessIn(pool, other, best.column).score);
  const strongest = Math.max(next?.likeness.score ?? 0, ...rivals);
  return best.likeness.score - strongest >= margin ? "likely" : "ambiguous";
}
