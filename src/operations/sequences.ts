// Sequences that come and go with their columns, and what calls them.
import type { Column, SequenceId } from "../schema/schema";
import { mentionsName } from "./mentions";
import type { Operation } from "./operation";

/** The sequence of the column, where it has one of its own. */
export function sequencesOf({ generation }: Column): SequenceId[] {
  return generation?.kind === "serial" || generation?.kind === "identity"
    ? generation.sequence === undefined
      ? []
      : [generation.sequence]
    : [];
}

/** The sequences that are there before and not after, without those that go on under another kind. */
export function sequencesLeft(operation: Operation): SequenceId[] {
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns.flatMap(sequencesOf);
    case "dropColumn":
      return sequencesOf(operation.column);
    case "alterColumn":
      return isNumbered(operation.to) ? [] : sequencesOf(operation.from);
    default:
      return [];
  }
}

const isNumbered = ({ generation }: Column): boolean =>
  generation?.kind === "serial" || generation?.kind === "identity";

function sequencesMade(operation: Operation): SequenceId[] {
  switch (operation.kind) {
    case "createTable":
      return operation.table.columns.flatMap(sequencesOf);
    case "addColumn":
      return sequencesOf(operation.column);
    case "alterColumn":
      return isNumbered(operation.from) ? [] : sequencesOf(operation.to);
    default:
      return [];
  }
}

/** Whether a default that the operation takes away calls a sequence that another one drops, or one that it sets calls one that another makes. */
export function sequenceCalls(operations: readonly Operation[]): {
  readonly callsLeft: (operation: Operation) => boolean;
  readonly callsMade: (operation: Operation) => boolean;
} {
  const names = (some: SequenceId[]): string[] => some.map(({ name }) => name);
  const [left, made] = [
    names(operations.flatMap(sequencesLeft)),
    names(operations.flatMap(sequencesMade)),
  ];
  const calls = (
    columns: readonly Column[],
    sequences: readonly string[],
  ): boolean =>
    columns.some(({ default: value }) =>
      sequences.some((name) => mentionsName(value ?? "", name)),
    );
  return {
    callsLeft: (operation) =>
      left.length > 0 && calls(columnsBefore(operation), left),
    callsMade: (operation) =>
      made.length > 0 && calls(columnsAfter(operation), made),
  };
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
