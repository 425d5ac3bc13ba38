// Labels that come and go: those of an enum type, or those that a column spells out for itself.
import type { EnumUse, Operation } from "../operations/operation";
import { carriesValues } from "../operations/workedOut";
import { columnName, nameOf } from "../schema/identity";

/** A list of labels that changes. */
export interface LabelChange {
  /** As answers name it: the type, or the column. */
  readonly name: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly removed: readonly string[];
  readonly uses: readonly EnumUse[];
  /** What has been answered. */
  readonly labels: Readonly<Record<string, string>>;
}

/** `undefined` for an operation that leaves labels alone. */
export function labelChange(operation: Operation): LabelChange | undefined {
  if (operation.kind === "alterEnumType") {
    const { from, to, uses, labels = {} } = operation;
    return {
      name: nameOf(to),
      from: from.labels,
      to: to.labels,
      removed: missing(from.labels, to.labels),
      uses,
      labels,
    };
  }
  if (!carriesValues(operation)) return undefined;
  const { table, from, to, labels = {} } = operation;
  if (from.labels === undefined || to.labels === undefined) return undefined;
  return {
    name: columnName(table, to.name),
    from: from.labels,
    to: to.labels,
    removed: missing(from.labels, to.labels),
    uses: [{ table, from, to }],
    labels,
  };
}

/** The columns that have the labels, as answers name them. */
export const labelledColumns = ({ uses }: LabelChange): string[] =>
  uses.map((use) => columnName(use.table, use.to.name));

/** How `drops` names a label. No table bears the name of an enum type in its schema. */
export const labelName = ({ name }: LabelChange, label: string): string =>
  `${name}.${label}`;

function missing(
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const left = new Set(after);
  return before.filter((label) => !left.has(label));
}
