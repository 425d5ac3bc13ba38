// The public API, and nothing else.
export {
  autogenerate,
  check,
  type AutogenerateOptions,
  type AutogenerateResult,
  type CheckResult,
  type Findings,
} from "./autogenerate";
export type { CompareOptions } from "./comparison";
export {
  compile,
  introspect,
  readMetadata,
  type CompileOptions,
} from "./schemas";
export { diff, type DiffOptions } from "./diff/diff";
export {
  doctor,
  type Diagnosis,
  type DiagnosisSubject,
  type DoctorOptions,
} from "./doctor";
export {
  branches,
  createRevision,
  current,
  downgrade,
  heads,
  history,
  merge,
  show,
  stamp,
  upgrade,
  type CreateRevisionOptions,
  type FileOptions,
  type HistoryOptions,
  type MergeOptions,
  type RangeOptions,
} from "./workflow";

export {
  downgradeSql,
  showSql,
  upgradeSql,
  type ScriptOptions,
} from "./scripts";

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
export type { RevisionFile, Template } from "./revisions/create";
export type { Move, MoveOptions, TransactionMode } from "./revisions/move";
export type { MovingStatement } from "./revisions/run";
export type { Script } from "./revisions/script";
export type { Stamped, StampOptions } from "./revisions/stamp";
export type { RevisionStatus } from "./revisions/status";
export * from "./schema/errors";
export type * from "./schema/schema";
