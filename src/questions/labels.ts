// A label that an enum type loses: was it renamed, what do rows get that hold it, or does nothing hold it?
import type { Operation } from "../operations/operation";
import { normalized, similarity } from "./evidence";
import { countWords, type Facts } from "./facts";
import { labelChange, labelName, type LabelChange } from "./labelChange";
import { quotedColumn, shellWord } from "./names";
import type { Choice, Question, Verdict } from "./question";

/** How many candidates are named: more than anybody reads is no help. */
const atMost = 5;

/** One question for every label that goes from under columns, unless somebody said what becomes of it. That no row here holds it settles nothing. */
export function renamedLabels(
  operations: readonly Operation[],
  facts: Facts,
  isDropped: (name: string) => boolean,
): Question[] {
  return operations.flatMap((operation) => {
    const change = labelChange(operation);
    if (change === undefined || change.uses.length === 0) return [];
    return change.removed
      .filter(
        (label) =>
          change.labels[label] === undefined &&
          !isDropped(labelName(change, label)),
      )
      .map((label) => question(change, label, facts));
  });
}

function question(change: LabelChange, label: string, facts: Facts): Question {
  const { name, uses } = change;
  const candidates = rank(change, label);
  const [best] = candidates;
  const held = uses.flatMap((use) => {
    const count = facts.countLabel(use.table, use.to.name, label);
    return count === undefined || (count.rows === 0 && !count.estimated)
      ? []
      : [
          `${countWords(count, "row")} with it in ${quotedColumn(use.table, use.to.name)}`,
        ];
  });
  return {
    kind: "enumLabels",
    subject: labelName(change, label),
    message:
      best === undefined
        ? `What do rows get that hold '${label}' of enum "${name}"?`
        : `Was '${label}' of enum "${name}" renamed to ${candidates.map((candidate) => `'${candidate.label}'`).join(" or ")}?`,
    ...(best === undefined ? {} : { verdict: verdictOf(change, best) }),
    evidence: [
      ...(best?.evidence ?? []),
      ...(held.length === 0 ? ["no row in this database holds it"] : held),
    ],
    asWritten: `'${label}' goes, which fails where rows hold it.`,
    choices: [
      ...candidates.map((candidate): Choice => ({
        meaning:
          candidates.length === 1
            ? "It was renamed"
            : `It was renamed to '${candidate.label}'`,
        ...becomes(name, label, candidate.label),
      })),
      {
        meaning: "Rows that hold it get another value",
        ...becomes(name, label, "<value>"),
      },
      {
        meaning: "No row holds it, and the upgrade is to fail where one does",
        flags: `--drop ${shellWord(labelName(change, label))}`,
        answers: { drops: [labelName(change, label)] },
      },
    ],
    tables: uses.map(({ table }) => table),
  };
}

const becomes = (
  name: string,
  label: string,
  target: string,
): Omit<Choice, "meaning"> => ({
  flags: `--enum-value ${shellWord(`${name}:${label}=${target}`)}`,
  answers: { enumValues: { [name]: { [label]: target } } },
});

interface Candidate {
  readonly label: string;
  readonly evidence: readonly string[];
  readonly score: number;
}

/** Labels that came, by place and by spelling. */
function rank({ from, to }: LabelChange, label: string): Candidate[] {
  const isKept = (other: string): boolean =>
    from.includes(other) && to.includes(other);
  const neighbours = (labels: readonly string[], position: number): string =>
    JSON.stringify([
      labels.slice(0, position).reverse().find(isKept),
      labels.slice(position + 1).find(isKept),
    ]);
  return to
    .map((candidate, position) => ({ candidate, position }))
    .filter(({ candidate }) => !from.includes(candidate))
    .map(({ candidate, position }): Candidate => {
      const facts: readonly (readonly [boolean, number, string])[] = [
        [
          normalized(candidate) === normalized(label),
          40,
          "differs by spelling only",
        ],
        [
          neighbours(from, from.indexOf(label)) === neighbours(to, position),
          30,
          "same place among the labels",
        ],
        [similarity(candidate, label) >= 0.6, 10, "similar name"],
      ];
      const holding = facts.filter(([holds]) => holds);
      return {
        label: candidate,
        evidence: holding.map(([, , words]) => words),
        score: holding.reduce((sum, [, weight]) => sum + weight, 0),
      };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, atMost);
}

/** Likely only where one went and one came, and nothing speaks against it. */
function verdictOf(
  { from, to, removed }: LabelChange,
  best: Candidate,
): Verdict {
  const came = to.filter((label) => !from.includes(label));
  if (best.score === 0) return "possible";
  return came.length === 1 && removed.length === 1 ? "likely" : "ambiguous";
}
