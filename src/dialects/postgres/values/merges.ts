// Changes of type by which different values become one, though nothing is said to be lost.
import type { Column } from "../../../schema/schema";
import { isText } from "../types";

/** One number, date or uuid can be written in many ways; no two texts are equal under another collation, unless that is made by hand. */
export const merges = (from: Column, to: Column): boolean =>
  from.type !== to.type &&
  isText(from.type) &&
  !isText(to.type) &&
  to.enumType === undefined &&
  to.type !== "bytea";
