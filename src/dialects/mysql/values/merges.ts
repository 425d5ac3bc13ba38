// Changes of type and collation by which different values become one, though nothing is said to be lost.
import type { Column } from "../../../schema/schema";
import { isBinary, isLabelled, isText } from "../types";

/** One number or date can be written in many ways, and texts are told apart by their collation. */
export function merges(from: Column, to: Column): boolean {
  if (isBinary(to.type)) return false;
  if (isText(to.type) || isLabelled(to.type)) {
    if (isBinary(from.type)) return !isExact(to) || pads(to);
    if (!isText(from.type) || from.collation === to.collation) return false;
    return !isExact(to) || (pads(to) && !pads(from));
  }
  return from.type !== to.type && isText(from.type);
}

/** Under `utf8mb4_bin` a letter is equal only to itself. */
const isExact = ({ collation = "" }: Column): boolean =>
  collation.endsWith("_bin") || collation === "binary";

/** Whether blanks at the end of values mean nothing: NO PAD is in the names of collations that are so, but for those of UCA 9.0.0 on MySQL, which are all so. */
const pads = ({ collation = "" }: Column): boolean =>
  collation !== "binary" &&
  !collation.split("_").some((word) => word === "nopad" || word === "0900");
