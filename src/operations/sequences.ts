// Sequences that come and go with their columns, and what calls them.
import type { Column, Generation, SequenceId } from "../schema/schema";
import { mentionsAnyOf } from "./mentions";
import type { AlterColumn, Operation } from "./operation";

/** The sequence of the column, where it has one of its own. */
export function sequencesOf({ generation }: Column): SequenceId[] {
  return hasSequence(generation) && generation.sequence !== undefined
    ? [generation.sequence]
    : [];
}

/** The sequences that are there before and not after: those of another kind of column are made anew. */
export function sequencesLeft(operation: Operation): SequenceId[] {
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns.flatMap(sequencesOf);
    case "dropColumn":
      return sequencesOf(operation.column);
    case "alterColumn":
      return keepsSequence(operation) ? [] : sequencesOf(operation.from);
    default:
      return [];
  }
}

export type Sequenced = Extract<Generation, { kind: "serial" | "identity" }>;

export const hasSequence = (generation?: Generation): generation is Sequenced =>
  generation?.kind === "serial" || generation?.kind === "identity";

export const isNumbered = ({ generation }: Column): boolean =>
  hasSequence(generation);

const keepsSequence = ({ from, to }: AlterColumn): boolean =>
  from.generation?.kind === to.generation?.kind;

function sequencesMade(operation: Operation): SequenceId[] {
  switch (operation.kind) {
    case "createTable":
      return operation.table.columns.flatMap(sequencesOf);
    case "addColumn":
      return sequencesOf(operation.column);
    case "alterColumn":
      // That of an identity has the name that it had, where none is said.
      return keepsSequence(operation)
        ? []
        : [operation.to, operation.from].flatMap(sequencesOf);
    default:
      return [];
  }
}

/** Whether a default that the operation takes away calls a sequence that another one drops, or one that it sets calls one that another makes. */
export function sequenceCalls(operations: readonly Operation[]): {
  readonly callsLeft: (operation: Operation) => boolean;
  readonly callsMade: (operation: Operation) => boolean;
} {
  const left = callsAnyOf(operations.flatMap(sequencesLeft));
  const made = callsAnyOf(operations.flatMap(sequencesMade));
  return {
    callsLeft: (operation) => columnsBefore(operation).some(left),
    callsMade: (operation) => columnsAfter(operation).some(made),
  };
}

/** Whether a column's default calls one of them. */
function callsAnyOf(
  sequences: readonly SequenceId[],
): (column: Column) => boolean {
  if (sequences.length === 0) return () => false;
  const isCalled = mentionsAnyOf(sequences.map(({ name }) => name));
  return ({ default: value }) => value !== undefined && isCalled(value);
}

function columnsBefore(operation: Operation): readonly Column[] {
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns;
    case "dropColumn":
      return [operation.column];
    case "alterColumn":
      return operation.from.default === operation.to.default
        ? []
        : [operation.from];
    default:
      return [];
  }
}

function columnsAfter(operation: Operation): readonly Column[] {
  switch (operation.kind) {
    case "createTable":
      return operation.table.columns;
    case "addColumn":
      return [operation.column];
    case "alterColumn":
      return operation.from.default === operation.to.default
        ? []
        : [operation.to];
    default:
      return [];
  }
}
