// Operations and what is known about them → a plan, both ways.
import type { Dialect, Place, Target } from "../dialects/dialect";
import type { Hazard } from "../hazards/hazard";
import { invert } from "../operations/invert";
import { usingNewLabels } from "../operations/newLabels";
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import type { Question } from "../questions/question";
import { lacksBackfill } from "../questions/values";
import { idKey } from "../schema/identity";
import { inOrder } from "../schema/inOrder";
import type { Schema, View } from "../schema/schema";
import { byWayOfText } from "./byWayOfText";
import { withWayMade } from "./makeWay";
import { ordered, type Direction } from "./order";
import type { Plan, Step } from "./plan";
import { orderedRenames, withFreeNames } from "./renameOrder";

/** All that a plan is made of. */
export interface PlanInput {
  /** Answered renames; everything else speaks of the names after them. */
  readonly renames: readonly Rename[];
  readonly operations: readonly Operation[];
  /** The live schema after the renames. */
  readonly live: Schema;
  readonly desired: Schema;
  /** Views that stand in the way of a change, in the order in which they can be dropped. */
  readonly views: readonly View[];
  readonly server: Place;
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
}

/** The plan: what to do, and how to take it back. Pure; the same input gives the same plan. */
export function planOf(input: PlanInput, target: Target): Plan {
  const { dialect } = target;
  const { renames, questions, hazards, views, server } = input;
  const [live, desired] = [inOrder(input.live), inOrder(input.desired)];
  const found = ordered(
    [
      ...orderedRenames(renames),
      ...input.operations.map(usingNewLabels(input.operations)),
    ],
    "upgrade",
  );
  const inverted = [...found].reverse().map(invert);
  const back = inverted
    .map(usingNewLabels(inverted))
    .map((operation) => filled(operation, live, dialect));
  const steps = (
    operations: readonly Operation[],
    before: Schema,
    direction: Direction,
  ): Step[] =>
    withFreeNames(
      ordered(
        withWayMade(byWayOfText(operations, dialect), before, target, views),
        direction,
      ),
    ).map((operation) => ({
      operation,
      statements: dialect.compile(operation, server),
      ...noted(operation, direction),
    }));
  return {
    operations: found,
    upgrade: steps(found, live, "upgrade"),
    downgrade: steps(back, desired, "downgrade"),
    questions,
    hazards,
  };
}

/** A NOT NULL column that comes back without its values needs something for the rows that are there. */
function filled(
  operation: Operation,
  live: Schema,
  dialect: Dialect,
): Operation {
  if (operation.kind !== "addColumn" || !lacksBackfill(operation))
    return operation;
  const { column } = operation;
  const labels = live.enumTypes.find(
    (enumType) =>
      column.enumType !== undefined &&
      idKey(enumType) === idKey(column.enumType),
  )?.labels;
  const backfill = dialect.placeholder(column, labels ?? []);
  return backfill === undefined ? operation : { ...operation, backfill };
}

function noted(
  operation: Operation,
  direction: Direction,
): { readonly note?: string } {
  const note = direction === "downgrade" ? noteOf(operation) : undefined;
  return note === undefined ? {} : { note };
}

/** What a downgrade cannot bring back. */
function noteOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "createTable":
      return "Its rows do not come back.";
    case "addColumn":
      if (operation.column.generation?.kind === "expression") return undefined;
      return operation.backfill === undefined
        ? "Its values do not come back."
        : `Its values do not come back: rows that exist get ${operation.backfill}.`;
    default:
      return undefined;
  }
}
