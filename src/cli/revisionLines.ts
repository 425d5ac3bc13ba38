// Revisions, for people: on one line, on a line with what they revise, and as a block.
import type { AppliedRevision } from "../revisions/applied";
import { headerOf } from "../revisions/files";
import { bareName, labelOf, type Revision } from "../revisions/revision";
import type { RevisionStatus } from "../revisions/status";

/** `1763797200000 AddTransactions (head)` */
export function shortLine(status: RevisionStatus): string {
  return [labelOf(status), ...marks(status)].join(" ");
}

/** `1763710800000 -> 1763797200000 (head) (current), Add transactions` */
export function historyLine(status: RevisionStatus): string {
  const from = idsOf(status.revises) || "<base>";
  return `${from} -> ${[status.id, ...marks(status)].join(" ")}, ${titleOf(status)}`;
}

/** `1763710800000 CreatePeople (branchpoint)`, and under it those that build on it. */
export function branchLines(status: RevisionStatus): string[] {
  return [
    shortLine(status),
    ...status.revisedBy.map((child) => `    -> ${labelOf(child)}`),
  ];
}

/** All that is known of a revision, with the comment above its class. */
export function blockLines(status: RevisionStatus): string[] {
  const { id, name, revises, path } = status;
  const header = path === undefined ? [] : headerOf(path);
  return [
    `Rev: ${[id, ...marks(status)].join(" ")}`,
    `Name: ${name}`,
    `${status.mergepoint ? "Merges" : "Parent"}: ${revises.map(labelOf).join(", ") || "<base>"}`,
    ...(status.branchpoint
      ? [`Branches into: ${status.revisedBy.map(labelOf).join(", ")}`]
      : []),
    ...(path === undefined ? [] : [`Path: ${path}`]),
    "",
    ...header.map((line) => (line === "" ? line : `    ${line}`)),
    ...(header.length === 0 ? [] : [""]),
  ];
}

/** What it is for, or else what it is called. */
export function titleOf({
  name,
  message,
}: Pick<Revision, "name" | "message">): string {
  return message ?? bareName(name);
}

export function idsOf(revisions: readonly AppliedRevision[]): string {
  return revisions.map(({ id }) => id).join(", ");
}

function marks(status: RevisionStatus): string[] {
  return [
    status.head ? "(head)" : "",
    status.current ? "(current)" : "",
    status.branchpoint ? "(branchpoint)" : "",
    status.mergepoint ? "(mergepoint)" : "",
    status.partial ? "(half done)" : "",
    status.missing ? "(file missing)" : "",
  ].filter((mark) => mark !== "");
}
