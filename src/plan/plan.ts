// What is to be done, in order, both ways.
import type { Statement } from "../dialects/dialect";
import type { Hazard } from "../hazards/hazard";
import type { Operation } from "../operations/operation";
import type { Question } from "../questions/question";

export interface Plan {
  /** What was found, in the order in which it is done. */
  readonly operations: readonly Operation[];
  /** The operations with what stands in their way taken down and put back, each with its statements. */
  readonly upgrade: readonly Step[];
  readonly downgrade: readonly Step[];
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
}

export interface Step {
  readonly operation: Operation;
  readonly statements: readonly Statement[];
  /** What a reader of this step should know: what does not come back. */
  readonly note?: string;
}
