// What a reader of a step should know: what does not come back, what makes it fail, what has to wait.
import type { Dialect } from "../dialects/dialect";
import { isExtension } from "../operations/newLabels";
import type {
  AlterColumn,
  AlterEnumType,
  Operation,
} from "../operations/operation";
import { isNumbered } from "../operations/sequences";
import { isWorkedOut } from "../operations/workedOut";
import { labelChange } from "../questions/labelChange";
import { lacksBackfill } from "../questions/values";
import type { Direction } from "./order";

/** What is known of the plan that the operation is in. */
export interface Around {
  readonly direction: Direction;
  /** Whether keys or checks may refuse a column's made-up value. */
  readonly bound: boolean;
  /** Whether rows that are there may refer to ones that do not come back. */
  readonly orphaned: boolean;
  readonly dialect: Pick<Dialect, "castNote" | "misfit" | "silentLoss">;
}

/** One or two sentences; `undefined` where the operation says it all. */
export function noteOf(
  operation: Operation,
  { direction, bound, orphaned, dialect }: Around,
): string | undefined {
  if (direction === "upgrade")
    return operation.kind === "alterEnumType" &&
      operation.rebuild !== true &&
      isExtension(operation)
      ? 'Usable after this transaction: where a later revision that is pending too uses it, set migrationsTransactionMode to "each".'
      : undefined;
  switch (operation.kind) {
    case "createTable":
      return (operation.table.partitioned?.partitions ?? []).length === 0
        ? "Its rows do not come back."
        : "Its rows do not come back, nor do defaults, constraints and comments of a partition alone.";
    case "dropSchema":
      return "Stays where anything is left in it.";
    case "addColumn":
      if (operation.column.generation?.kind === "expression") return undefined;
      if (operation.backfill !== undefined)
        return `Its values do not come back: rows that exist get ${operation.backfill}${bound ? ", and it fails where a key or check refuses that" : ""}.`;
      return lacksBackfill(operation)
        ? "Its values do not come back, so this fails where the table has rows."
        : "Its values do not come back.";
    case "addConstraint":
      return orphaned
        ? "Fails while rows refer to rows that do not come back."
        : undefined;
    case "alterColumn":
      return sentences([
        ...columnNotes(operation),
        ...castNotes(operation, dialect),
        ...labelNotes(operation),
      ]);
    case "alterEnumType":
      return sentences([...useNotes(operation), ...labelNotes(operation)]);
    case "dropExtension":
      return "Take this out where the extension was there before the upgrade.";
    default:
      return undefined;
  }
}

function columnNotes({
  from,
  to,
  cast,
  inverseCast,
  oneWay,
  backfill,
}: AlterColumn): string[] {
  const undoesNothing = oneWay !== undefined && inverseCast !== undefined;
  return [
    ...(undoesNothing
      ? [`Does not undo ${inverseCast}: values may be others than before.`]
      : []),
    ...(cast === undefined && !undoesNothing
      ? []
      : [`Fails on values that cannot be read as ${to.type}.`]),
    ...(from.nullable && !to.nullable && backfill === undefined
      ? ["Fails while rows hold NULL."]
      : []),
    ...(isNumbered(to) && !isNumbered(from)
      ? [
          "Counts on after the last number that is left: one that a deleted row had may be given again.",
        ]
      : []),
  ];
}

/** Rows that came since may hold more than the old type takes. */
function castNotes(
  { from, to, cast }: AlterColumn,
  dialect: Around["dialect"],
): string[] {
  if (cast !== undefined || isWorkedOut(to)) return [];
  const loss = dialect.silentLoss(from, to);
  return [
    ...(dialect.misfit(to.name, from, to) === undefined
      ? []
      : ["Fails while rows hold values that do not fit."]),
    ...(loss === undefined ? [] : [`Loses ${loss}.`]),
    ...[dialect.castNote?.(from, to)].flatMap((note) =>
      note === undefined ? [] : [sentence(note.message)],
    ),
  ];
}

export const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;

/** What else has the type keeps the old one from being dropped. */
function useNotes(operation: AlterEnumType): string[] {
  const { usedElsewhere } = operation.from;
  return usedElsewhere === undefined || isExtension(operation)
    ? []
    : [`Fails while it is used by ${usedElsewhere.join(" and ")}.`];
}

function labelNotes(operation: Operation): string[] {
  const change = labelChange(operation);
  if (change === undefined) return [];
  const { from, to, removed, labels } = change;
  const lost = removed.filter((label) => labels[label] === undefined);
  const returned = to.filter((label) => !from.includes(label));
  return [
    ...(lost.length === 0
      ? []
      : [
          `Fails while rows hold ${lost.map((label) => `'${label}'`).join(" or ")}.`,
        ]),
    ...(returned.length === 0 || Object.values(labels).length > 0
      ? []
      : ["Rows that were given another value keep it."]),
  ];
}

const sentences = (notes: readonly string[]): string | undefined =>
  notes.length === 0 ? undefined : notes.join(" ");
