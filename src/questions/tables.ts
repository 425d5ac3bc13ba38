// A table that no entity maps: was it renamed, or is it to be dropped?
import type { Operation } from "../operations/operation";
import { idKey, nameOf, sameId } from "../schema/identity";
import type { Column, Table } from "../schema/schema";
import { normalized, similarity } from "./evidence";
import { countWords, type Facts } from "./facts";
import { quotedTable, shellWord } from "./names";
import type { Choice, Question, Verdict } from "./question";

/** Half of the columns in common, or one name: less is no likeness. */
const alikeFrom = 0.5;
const margin = 0.15;

interface Candidate {
  readonly table: Table;
  /** The part of all columns that are the same, and the part that have the same name. */
  readonly shared: number;
  readonly named: number;
  /** Of two tables that only join others: the part of those that are the same. */
  readonly joined: number;
  readonly score: number;
  readonly evidence: readonly string[];
}

/** Each table that may have been renamed by a question of its own, all others by one. */
export function unmappedTables(
  operations: readonly Operation[],
  facts: Facts,
  isDropped: (name: string) => boolean,
): Question[] {
  const removed = operations.flatMap((operation) =>
    operation.kind === "dropTable" && !isDropped(nameOf(operation.table))
      ? [facts.live(operation.table) ?? operation.table]
      : [],
  );
  const added = operations.flatMap((operation) =>
    operation.kind === "createTable"
      ? [facts.desired(operation.table) ?? operation.table]
      : [],
  );
  const withCandidates = removed.map((table) => ({
    table,
    candidates: rank(table, added),
  }));
  const lone = withCandidates.filter(
    ({ candidates }) => candidates.length === 0,
  );
  return [
    ...withCandidates
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ table, candidates }) =>
        renamedTable(table, candidates, removed, facts),
      ),
    ...(lone.length === 0
      ? []
      : [
          dropTables(
            lone.map(({ table }) => table),
            facts,
          ),
        ]),
  ];
}

function renamedTable(
  table: Table,
  candidates: readonly Candidate[],
  removed: readonly Table[],
  facts: Facts,
): Question {
  const name = nameOf(table);
  const several = candidates.length > 1;
  return {
    kind: "renamedTable",
    subject: name,
    message: `Was table ${quotedTable(table)} renamed to ${candidates.map((candidate) => quotedTable(candidate.table)).join(" or ")}?`,
    verdict: verdictOf(table, candidates, removed),
    evidence: candidates[0]?.evidence ?? [],
    asWritten: `${quotedTable(table)} is dropped with its ${countWords(facts.count(table), "row")} and ${candidates.map((candidate) => quotedTable(candidate.table)).join(" and ")} ${several ? "start" : "starts"} empty.`,
    choices: [
      ...candidates.map((candidate): Choice => ({
        meaning: several
          ? `It was renamed to ${quotedTable(candidate.table)}`
          : "It was renamed",
        flags: `--rename ${shellWord(`${name}:${nameOf(candidate.table)}`)}`,
        answers: { renames: { [name]: nameOf(candidate.table) } },
      })),
      ...dropOrKeep([table]),
    ],
    tables: [table],
  };
}

function dropTables(tables: readonly Table[], facts: Facts): Question {
  const [first] = tables;
  const many = tables.length > 1;
  const counted = tables.map(
    (table) =>
      `${quotedTable(table)} with ${countWords(facts.count(table), "row")}`,
  );
  return {
    kind: "dropTables",
    subject: tables.map(nameOf).join(", "),
    message:
      many || first === undefined
        ? `No entity maps these ${tables.length} tables: ${tables.map(quotedTable).join(", ")}. Are they to be dropped?`
        : `No entity maps table ${quotedTable(first)}. Is it to be dropped?`,
    evidence: counted,
    asWritten: `${many ? "they are" : "it is"} dropped with all rows.`,
    choices: dropOrKeep(tables),
    tables,
  };
}

function dropOrKeep(tables: readonly Table[]): Choice[] {
  const names = tables.map(nameOf);
  const flags = (flag: string): string =>
    names.map((name) => `${flag} ${shellWord(name)}`).join(" ");
  const them = tables.length > 1 ? "Drop them" : "Drop it";
  return [
    { meaning: them, flags: flags("--drop"), answers: { drops: names } },
    {
      meaning: "Somebody else's: leave alone for good",
      flags: flags("--exclude"),
      answers: {},
      exclude: names,
    },
  ];
}

function rank(table: Table, added: readonly Table[]): Candidate[] {
  return added
    .filter(
      (candidate) =>
        candidate.schema === table.schema || candidate.name === table.name,
    )
    .map((candidate) => candidateOf(table, candidate))
    .filter(
      ({ shared, named, joined, score }) =>
        Math.max(shared, named, joined) >= alikeFrom || score >= 1,
    )
    .sort((a, b) => b.score - a.score);
}

function candidateOf(table: Table, candidate: Table): Candidate {
  const same = inCommon(
    table,
    candidate,
    ({ name, type, nullable }) => `${name} ${type} ${nullable}`,
  );
  const sameNames = inCommon(table, candidate, ({ name }) => name);
  const all = table.columns.length + candidate.columns.length;
  const shared = same / (all - same || 1);
  const sameName = normalized(table.name) === normalized(candidate.name);
  const joined = joinedInCommon(table, candidate);
  const alikeName = similarity(table.name, candidate.name) >= 0.5;
  return {
    table: candidate,
    shared,
    named: sameNames / (all - sameNames || 1),
    joined,
    score: Math.max(shared, joined) + (sameName ? 1 : alikeName ? 0.1 : 0),
    evidence: [
      ...(joined > 0
        ? [
            joined === 1
              ? "joins the same tables"
              : "joins one table that is the same",
          ]
        : []),
      `${same} of ${table.columns.length} columns are the same`,
      ...(sameNames > same ? [`${sameNames} have the same name`] : []),
      ...(sameName
        ? ["name differs by spelling only"]
        : alikeName
          ? ["similar name"]
          : []),
    ],
  };
}

/** What a many-to-many relation is kept in: its columns are named after the tables, and follow when one of those is renamed. */
function joinedInCommon(a: Table, b: Table): number {
  if (!isJoin(a) || !isJoin(b)) return 0;
  const targets = b.foreignKeys.map(({ references }) => idKey(references));
  const same = a.foreignKeys.filter(({ references }) => {
    const position = targets.indexOf(idKey(references));
    if (position >= 0) targets.splice(position, 1);
    return position >= 0;
  });
  return same.length / Math.max(a.foreignKeys.length, b.foreignKeys.length);
}

const isJoin = ({ columns, primaryKey, foreignKeys }: Table): boolean =>
  foreignKeys.length > 1 && primaryKey?.columns.length === columns.length;

function inCommon(
  a: Table,
  b: Table,
  signature: (column: Column) => string,
): number {
  const signatures = new Set(b.columns.map(signature));
  return a.columns.filter((column) => signatures.has(signature(column))).length;
}

/** Likely only for the mutual best of the whole pool, by a margin. */
function verdictOf(
  table: Table,
  candidates: readonly Candidate[],
  removed: readonly Table[],
): Verdict {
  const [best, next] = candidates;
  if (best === undefined || best.shared < 0.8) return "possible";
  const rivals = removed
    .filter((other) => !sameId(other, table))
    .map((other) => candidateOf(other, best.table).score);
  const strongest = Math.max(next?.score ?? 0, ...rivals, 0);
  return best.score - strongest >= margin ? "likely" : "ambiguous";
}
