// Changes of type that MODIFY would get wrong, or cannot do: by way of text, of both sets of labels, or of another column.
import { createHash } from "node:crypto";
import type { AlterColumn } from "../../../operations/operation";
import { isWorkedOut } from "../../../operations/workedOut";
import type { Column } from "../../../schema/schema";
import { identifier } from "../quote";
import { textOf } from "../values/readings";
import {
  baseOf,
  isLabelled,
  isText,
  labelledType,
  modifiersOf,
} from "../types";

/** How columns are named that stand in for others while values move: so that nobody has one. */
export const besidePrefix = "typeorm_autogenerate_beside_";

/** The column that stands in for this one. A name has 64 characters at most: one that is cut ends in what tells the whole one from others. */
export function nameBeside(column: string): string {
  const characters = Array.from(`${besidePrefix}${column}`);
  if (characters.length <= 64) return characters.join("");
  const mark = `_${createHash("sha256").update(column).digest("hex").slice(0, 8)}`;
  return `${characters.slice(0, 64 - mark.length).join("")}${mark}`;
}

/**
 * Whether values move by an expression: MODIFY knows no USING, and does not give a virtual column the values that it shows. The way back of an
 * expression may meet any value, and by way of text it would stop half way at one that does not fit.
 */
export const movesByExpression = ({
  from,
  to,
  cast,
  inverseCast,
}: AlterColumn): boolean =>
  !isWorkedOut(to) &&
  (cast !== undefined ||
    (inverseCast !== undefined && goesByText(from, to)) ||
    (from.generation?.kind === "expression" && !from.generation.stored));

/** Whether the server would take a label for its number, a number for a label, or make another number or other bytes of one. */
function goesByText(from: Column, to: Column): boolean {
  const [source, target] = [baseOf(from.type), baseOf(to.type)];
  if (source === "bit") {
    const isFloating = target === "float" || target === "double";
    // Of a text without a length, MODIFY makes the bytes; of 64 bits, one of the servers makes a number less than zero.
    if (/text$|blob$/.test(target)) return true;
    if (isFloating) return (modifiersOf(from.type)[0] ?? 1) > 63;
  }
  // Half of the whole numbers of 64 bits would be less than zero.
  if (source === "json" && target === "decimal") return true;
  return (
    source !== target &&
    (isLabelled(from.type) || isLabelled(to.type)) &&
    !isText(from.type) &&
    !isText(to.type)
  );
}

/** The value that the new type is to take. */
export function movedValue({ from, to, cast }: AlterColumn): string {
  const name = identifier(from.name);
  return cast ?? (goesByText(from, to) ? textOf(from) : name);
}

/** A value of a fixed length ends in zeros, which the server would not cut: how many bytes are kept, and how many go where they are zeros. */
export function zerosCut({
  from,
  to,
}: Pick<AlterColumn, "from" | "to">):
  { readonly kept: number; readonly cut: number } | undefined {
  const isFixed =
    baseOf(from.type) === "binary" && from.generation === undefined;
  if (!isFixed || !/^(var)?binary\b/.test(to.type)) return undefined;
  const [had = 1, kept = 1] = [from, to].flatMap(({ type }) =>
    modifiersOf(type),
  );
  return had > kept ? { kept, cut: had - kept } : undefined;
}

/** What a column is on its way to its new type, where it cannot go at once: MODIFY takes a label for its number, and a number for a label. */
export function wayThrough(operation: AlterColumn): Column | undefined {
  const { from, to, labels = {} } = operation;
  if (from.type === to.type || isWorkedOut(to) || movesByExpression(operation))
    return undefined;
  if (zerosCut(operation) !== undefined) {
    const [bytes = 1] = modifiersOf(from.type);
    return { ...from, type: `varbinary(${bytes})` };
  }
  const plain = asPlain(from);
  if (from.labels !== undefined && to.labels !== undefined) {
    if (baseOf(from.type) === baseOf(to.type)) {
      if (Object.keys(labels).length === 0) return undefined;
      const all = [...new Set([...from.labels, ...to.labels])];
      if (!canStandTogether(all, baseOf(to.type))) return exactText(plain, all);
      // What is written meanwhile finds the column as it was.
      return {
        ...from,
        type: labelledType(baseOf(to.type), all),
        labels: all,
      };
    }
  }
  return goesByText(from, to) ? text(plain) : undefined;
}

/** Whether a column is altered in place by way of another type, which it keeps where the rest fails. */
export const passes = (operation: AlterColumn): boolean =>
  wayThrough(operation) !== undefined ||
  (operation.backfill !== undefined &&
    !operation.to.nullable &&
    operation.from.type !== operation.to.type &&
    !movesByExpression(operation));

/** No two labels of a column are equal under its collation, and a set has 64 at most. Some that are not equal are taken for it, which does no harm. */
const canStandTogether = (labels: readonly string[], base: string): boolean =>
  new Set(labels.map(folded)).size === labels.length &&
  (base !== "set" || labels.length <= 64);

/** Without what most collations take no notice of. */
export const folded = (label: string): string =>
  label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .trimEnd();

/** Text in which a label is equal only to itself, with room for all labels at once. */
const exactText = (column: Column, labels: readonly string[]): Column => ({
  ...text(column),
  type: `varchar(${Math.max(255, labels.join(",").length)})`,
  collation: "utf8mb4_bin",
});

/** Without what a passing type may not take. */
function asPlain(column: Column): Column {
  const {
    default: _default,
    labels: _labels,
    check: _check,
    onUpdate: _onUpdate,
    ...rest
  } = column;
  return { ...rest, nullable: true };
}

/** Of another kind than text, a column has no collation, and no digits that it shows. */
function text(column: Column): Column {
  const { width: _width, zerofill: _zerofill, ...rest } = column;
  return { ...rest, type: "varchar(255)" };
}
