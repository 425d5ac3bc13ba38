// A table that no entity maps: was it renamed, or is it to be dropped?
import type { Operation } from "../operations/operation";
import { nameOf } from "../schema/identity";
import type { Table } from "../schema/schema";
import { countWords, type Facts } from "./facts";
import { quotedTable, shellWord } from "./names";
import type { Choice, Question } from "./question";
import { likenessesOf, type TableLikeness } from "./tableLikeness";

/** More are not shown: nobody reads them, and the best come first. */
const shown = 10;

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
  const likenesses = likenessesOf(removed, added, (name) =>
    facts.successor(name),
  );
  const lone = likenesses.filter(({ candidates }) => candidates.length === 0);
  return [
    ...likenesses
      .filter(({ candidates }) => candidates.length > 0)
      .map((likeness) => renamedTable(likeness, facts)),
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

function renamedTable(likeness: TableLikeness, facts: Facts): Question {
  const { table, verdict, evidence } = likeness;
  const name = nameOf(table);
  const candidates = likeness.candidates.slice(0, shown);
  const several = candidates.length > 1;
  const more = likeness.candidates.length - candidates.length;
  return {
    kind: "renamedTable",
    subject: name,
    message: `Was table ${quotedTable(table)} renamed to ${candidates.map(quotedTable).join(" or ")}?`,
    verdict,
    evidence: [
      ...evidence,
      ...(more === 0
        ? []
        : [`${more} more that came ${more === 1 ? "is" : "are"} alike`]),
    ],
    asWritten: `${quotedTable(table)} is dropped with its ${countWords(facts.count(table), "row")} and ${candidates.map(quotedTable).join(" and ")} ${several ? "start" : "starts"} empty.`,
    choices: [
      ...candidates.map((candidate): Choice => ({
        meaning: several
          ? `It was renamed to ${quotedTable(candidate)}`
          : "It was renamed",
        flags: `--rename ${shellWord(`${name}:${nameOf(candidate)}`)}`,
        answers: { renames: { [name]: nameOf(candidate) } },
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
