// How long the text of a value can be.
import type { Column } from "../../../schema/schema";
import { baseOf, modifiersOf } from "../types";

/** In characters; infinite where nothing says it. */
export function longestText({ type, labels }: Column): number {
  const base = baseOf(type);
  const [first, scale] = modifiersOf(type);
  if (labels !== undefined)
    return base === "set"
      ? labels.join(",").length
      : Math.max(0, ...labels.map((label) => label.length));
  switch (base) {
    case "decimal":
      // A sign, a zero before the point, and the point.
      return (first ?? 10) + 3;
    case "float":
    case "double":
      return scale === undefined ? 24 : (first ?? 255) + 3;
    case "datetime":
    case "timestamp":
    case "time":
      return (
        (base === "time" ? 10 : 19) + (first === undefined ? 0 : first + 1)
      );
    case "bit":
      return 20;
    default:
      return lengths.get(base) ?? first ?? Infinity;
  }
}

const lengths: ReadonlyMap<string, number> = new Map([
  ["tinyint", 4],
  ["smallint", 6],
  ["mediumint", 8],
  ["int", 11],
  ["bigint", 20],
  ["year", 4],
  ["date", 10],
  ["uuid", 36],
  ["inet4", 15],
  ["inet6", 39],
]);
