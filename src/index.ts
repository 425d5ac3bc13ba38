// The public API, and nothing else.
export {
  autogenerate,
  check,
  type AutogenerateOptions,
  type AutogenerateResult,
  type CheckResult,
  type CompareOptions,
  type Findings,
} from "./autogenerate";
export {
  compile,
  introspect,
  readMetadata,
  type CompileOptions,
} from "./schemas";
export { diff, type DiffOptions } from "./diff/diff";
export {
  createRevision,
  current,
  downgrade,
  heads,
  history,
  show,
  upgrade,
  type CreateRevisionOptions,
  type FileOptions,
  type MoveOptions,
} from "./workflow";

export type { DialectName, Statement } from "./dialects/dialect";
export type { Hazard, Severity } from "./hazards/hazard";
export type * from "./operations/operation";
export { invert } from "./operations/invert";
export { describe, type Description } from "./operations/describe";
export type {
  Answers,
  Choice,
  Question,
  QuestionKind,
  Verdict,
} from "./questions/question";
export type { RevisionFile } from "./revisions/create";
export type { Move, TransactionMode } from "./revisions/move";
export type { RevisionStatus } from "./revisions/status";
export * from "./schema/errors";
export type * from "./schema/schema";
