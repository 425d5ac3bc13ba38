// Operations and what is known about them → a plan, both ways.
import type { Dialect, Place, TakenName, Target } from "../dialects/dialect";
import type { Hazard } from "../hazards/hazard";
import { isBatchedFill } from "../operations/batchedFill";
import { invert } from "../operations/invert";
import { inSteps } from "../operations/typeMoves";
import { usingNewLabels } from "../operations/newLabels";
import type { AlterRecord, Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import type { Question } from "../questions/question";
import { lacksBackfill } from "../questions/values";
import { idKey } from "../schema/identity";
import { inOrder } from "../schema/inOrder";
import type { Handmade, Schema, Table, View } from "../schema/schema";
import { byWayOfText } from "./byWayOfText";
import { disturbances } from "./disturbances";
import { withWayMade } from "./makeWay";
import { noteOf, sentence, type Around } from "./notes";
import { isBoundIn, isOrphanedBy } from "./refusals";
import { ordered, type Direction } from "./order";
import type { Plan, Step } from "./plan";
import { withReaders } from "./readers";
import { aroundRenames, renamedKeys } from "./renamedKeys";
import { orderedRenames, withFreeNames } from "./renameOrder";
import { afterPassages, isPassed, passagesOf, withPassages } from "./passage";
import { asides } from "./standAside";
import { takesBackOf } from "./takesBack";
import { viewsTaken, withViews } from "./views";

/** All that a plan is made of. */
export interface PlanInput {
  /** Answered renames; everything else speaks of the names after them. */
  readonly renames: readonly Rename[];
  readonly operations: readonly Operation[];
  /** The live schema under the names that it has. */
  readonly found: Schema;
  /** The live schema after the renames. */
  readonly live: Schema;
  readonly desired: Schema;
  /** Somebody else's views that may have to be taken down and put back. */
  readonly views: readonly View[];
  /** Tables that are not compared, with foreign keys on ones that are. */
  readonly bystanders: readonly Table[];
  /** What is made by hand and uses what changes or goes. */
  readonly handmade: readonly Handmade[];
  /** What is not compared, and has names in the schemas in which something is renamed. */
  readonly leftAlone: readonly TakenName[];
  /** How TypeORM's record is kept in step. */
  readonly record?: AlterRecord;
  readonly server: Place;
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
}

/** The plan: what to do, and how to take it back. Pure; the same input gives the same plan. */
export function planOf(input: PlanInput, target: Target): Plan {
  const { dialect } = target;
  const { renames, questions, hazards, views, record, server } = input;
  if (input.operations.length === 0 && renames.length === 0)
    return { operations: [], upgrade: [], downgrade: [], questions, hazards };
  const withBystanders = ({ tables, ...schema }: Schema): Schema =>
    inOrder({ ...schema, tables: [...tables, ...input.bystanders] });
  const live = withBystanders(input.live);
  const desired = withBystanders(input.desired);
  const enumTypes = [...input.found.enumTypes, ...input.desired.enumTypes];
  const isBound = isBoundIn(live);
  const originals = new Map<Operation, Operation>();
  const labelled = (operation: Operation): Operation => {
    const used = usingNewLabels(input.operations)(operation);
    originals.set(used, operation);
    return used;
  };
  const passages = dialect.namesBySchema
    ? passagesOf(renames, input.found, input.desired, input.leftAlone)
    : [];
  const reading = dialect.followsRenames
    ? renames
    : withReaders(renames, input.found, input.live);
  const keys = renamedKeys(reading, input.found, live);
  const found = ordered(
    [
      ...orderedRenames(reading, (rename) => isPassed(rename, passages)),
      ...input.operations.map(labelled),
    ],
    "upgrade",
    dialect,
  );
  // What is lost or fails stands in the file's header, and a rename says it all itself.
  const remarks = new Map<Operation | undefined, readonly string[]>();
  for (const { severity, operation, message } of hazards)
    if (severity === "lock" || severity === "note")
      remarks.set(operation, [
        ...(remarks.get(operation) ?? []),
        sentence(message),
      ]);
  const said = (operation: Operation): readonly string[] =>
    remarks.get(originals.get(operation)) ?? [];
  const inverted = [...found].reverse().map(invert);
  const back = inverted
    .map(usingNewLabels(inverted))
    .map((operation) => filled(operation, live, dialect));
  const forth =
    dialect.unitsOf === undefined
      ? found
      : found.map((operation) => {
          // What comes back with made-up values is a unit of its own, both ways.
          if (operation.kind !== "dropColumn") return operation;
          const refilled = invert(filled(invert(operation), live, dialect));
          originals.set(refilled, originals.get(operation) ?? operation);
          return refilled;
        });
  const steps = (
    all: readonly Operation[],
    before: Schema,
    after: Schema,
    direction: Direction,
  ): Step[] => {
    const given = withPassages(all, passages, direction).flatMap((operation) =>
      inSteps(operation, enumTypes),
    );
    const operations = byWayOfText(given, dialect);
    const isOrphaned = isOrphanedBy(given);
    const disturbed = disturbances(operations, before, target);
    const viewsBefore = [...before.views, ...views];
    const done = withViews(
      withWayMade(operations, before, target),
      { before: viewsBefore, after: [...after.views, ...views] },
      disturbed,
      dialect,
    );
    const aside =
      input.handmade.length === 0
        ? []
        : asides(
            given,
            before,
            target,
            input.handmade,
            viewsTaken(operations, viewsBefore, disturbed),
          );
    return dialect
      .compile(
        withFreeNames(
          ordered(
            [...done, ...aside, ...aroundRenames(keys, direction)],
            direction,
            dialect,
          ),
        ),
        server,
        before.tables,
        live.tables,
      )
      .map(({ operation, statements }) => ({
        operation,
        statements,
        ...noted(
          operation,
          {
            direction,
            bound: isBound(operation),
            orphaned: isOrphaned(operation),
            dialect,
          },
          direction === "upgrade" ? said(operation) : [],
        ),
      }));
  };
  const recorded = (record: Operation | undefined): Operation[] =>
    record === undefined ? [] : [record];
  const upgrade = [
    ...filledAhead(input.operations, dialect),
    ...steps(
      [...forth, ...recorded(record)],
      afterPassages(live, passages, forth),
      desired,
      "upgrade",
    ),
  ];
  const downgrade = steps(
    [...back, ...recorded(record && invert(record))],
    desired,
    live,
    "downgrade",
  );
  const takesBack = takesBackOf(upgrade, downgrade, dialect);
  return {
    operations: found,
    upgrade,
    downgrade,
    ...(takesBack === undefined ? {} : { takesBack }),
    questions,
    hazards,
  };
}

/** The rows that are filled in batches before all else, where the rest is one transaction. */
const filledAhead = (
  operations: readonly Operation[],
  { batches: { ahead } }: Dialect,
): Step[] =>
  ahead === undefined
    ? []
    : operations.filter(isBatchedFill).map((operation) => ({
        operation,
        statements: ahead(operation),
        note: `Before all else, outside of a transaction: ${operation.batch.rows} rows at a time, each lot committed. Can be run again${operation.kind === "addColumn" ? ": a column of this name that is there is taken for this one, and goes with the downgrade" : ""}.`,
      }));

/** A NOT NULL column that comes back without its values needs something for the rows that are there. */
export function filled(
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
  around: Around,
  more: readonly string[],
): { readonly note?: string } {
  const note = [noteOf(operation, around) ?? [], more].flat().join(" ");
  return note === "" ? {} : { note };
}
