// A view that an entity made and none maps any more: was it renamed, or is it to be dropped? It holds no rows, but others may read it.
import type { Operation } from "../operations/operation";
import { viewWord } from "../operations/describeView";
import { idOf, nameOf } from "../schema/identity";
import type { View } from "../schema/schema";
import { normalized, similarity } from "./evidence";
import { quotedTable, shellWord } from "./names";
import type { Choice, Question } from "./question";

/** Half of the columns in common, or half of the name. */
const alikeFrom = 0.5;

/** Each view that may have been renamed by a question of its own, all others by one. One with the very query of a new one is renamed without. */
export function unmappedViews(
  operations: readonly Operation[],
  isDropped: (name: string) => boolean,
): Question[] {
  const removed = operations.flatMap((operation) =>
    operation.kind === "dropView" && !isDropped(nameOf(operation.view))
      ? [operation.view]
      : [],
  );
  const added = operations.flatMap((operation) =>
    operation.kind === "createView" ? [operation.view] : [],
  );
  const alike = removed.map((view) => ({
    view,
    candidates: added.filter((candidate) => isAlike(view, candidate)),
  }));
  const lone = alike.filter(({ candidates }) => candidates.length === 0);
  return [
    ...alike
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ view, candidates }) => renamedView(view, candidates)),
    ...(lone.length === 0 ? [] : [dropViews(lone.map(({ view }) => view))]),
  ];
}

function renamedView(view: View, candidates: readonly View[]): Question {
  const name = nameOf(view);
  const targets = candidates.map(quotedTable).join(" or ");
  return {
    kind: "renamedView",
    subject: name,
    message: `Was ${described(view)} renamed to ${targets}?`,
    verdict: candidates.length === 1 ? "possible" : "ambiguous",
    evidence: [evidenceOf(view, candidates[0])],
    asWritten: `${quotedTable(view)} is dropped with its grants, and ${candidates.map(quotedTable).join(" and ")} ${candidates.length === 1 ? "starts" : "start"} without any.`,
    choices: [
      ...candidates.map((candidate): Choice => ({
        meaning:
          candidates.length === 1
            ? "It was renamed"
            : `It was renamed to ${quotedTable(candidate)}`,
        flags: `--rename ${shellWord(`${name}:${nameOf(candidate)}`)}`,
        answers: { renames: { [name]: nameOf(candidate) } },
      })),
      ...dropOrKeep([view]),
    ],
    tables: [idOf(view)],
  };
}

function dropViews(views: readonly View[]): Question {
  const many = views.length > 1;
  return {
    kind: "dropViews",
    subject: views.map(nameOf).join(", "),
    message: many
      ? `No entity maps these ${views.length} views any more: ${views.map(quotedTable).join(", ")}. Are they to be dropped?`
      : `No entity maps ${views.map(described).join("")} any more. Is it to be dropped?`,
    evidence: [`${many ? "they were" : "it was"} made for an entity`],
    asWritten: `${many ? "they are" : "it is"} dropped; the downgrade brings ${many ? "them" : "it"} back as ${many ? "they were" : "it was"}.`,
    choices: dropOrKeep(views),
    tables: views.map(idOf),
  };
}

function dropOrKeep(views: readonly View[]): Choice[] {
  const names = views.map(nameOf);
  const flags = (flag: string): string =>
    names.map((name) => `${flag} ${shellWord(name)}`).join(" ");
  return [
    {
      meaning: views.length > 1 ? "Drop them" : "Drop it",
      flags: flags("--drop"),
      answers: { drops: names },
    },
    {
      meaning: "Somebody else's: leave alone for good",
      flags: flags("--exclude"),
      answers: {},
      exclude: names,
    },
  ];
}

const described = (view: View): string =>
  `${viewWord(view.materialized)} ${quotedTable(view)}`;

function isAlike(view: View, candidate: View): boolean {
  const { same, all } = columnsInCommon(view, candidate);
  return (
    normalized(view.name) === normalized(candidate.name) ||
    similarity(view.name, candidate.name) >= alikeFrom ||
    (all > 0 && same / all >= alikeFrom)
  );
}

function evidenceOf(view: View, candidate: View | undefined): string {
  const { same } =
    candidate === undefined ? { same: 0 } : columnsInCommon(view, candidate);
  return same === 0
    ? "similar name"
    : `${same} of ${view.columns?.length ?? 0} columns have the same name`;
}

function columnsInCommon(
  a: View,
  b: View,
): { readonly same: number; readonly all: number } {
  const names = (view: View) => (view.columns ?? []).map(({ name }) => name);
  const [left, right] = [names(a), new Set(names(b))];
  const same = left.filter((name) => right.has(name)).length;
  return { same, all: left.length + right.size - same };
}
