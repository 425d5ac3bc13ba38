// Changes of type and collation by which different values become one, though nothing is said to be lost.
import type { Column } from "../../schema/schema";
import { isBinary, isLabelled, isText } from "./types";

/** One number or date can be written in many ways, and texts are told apart by their collation. */
export function merges(from: Column, to: Column): boolean {
  if (isBinary(to.type)) return false;
  if (isText(to.type) || isLabelled(to.type))
    return (
      !isExact(to) &&
      (isBinary(from.type) ||
        (isText(from.type) && from.collation !== to.collation))
    );
  return from.type !== to.type && isText(from.type);
}

/** Under `utf8mb4_bin` a letter is equal only to itself. */
const isExact = ({ collation = "" }: Column): boolean =>
  collation.endsWith("_bin") || collation === "binary";
