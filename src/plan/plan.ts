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
  readonly takesBack?: TakesBack;
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
}

/**
 * For each statement of one direction, in order, how many of the other one's have to be done before there is anything for it to take back; 0 where that cannot
 * be said. Only where the server could not tell: it would do the statement all the same.
 */
export interface TakesBack {
  readonly upgrade: readonly number[];
  readonly downgrade: readonly number[];
}

export interface Step {
  readonly operation: Operation;
  readonly statements: readonly Statement[];
  /** What a reader of this step should know: what does not come back. */
  readonly note?: string;
}
