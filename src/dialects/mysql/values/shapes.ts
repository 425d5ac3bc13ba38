// Shapes that a column of a narrower type does not take.
import type { Column } from "../../../schema/schema";
import { literal } from "../quote";
import { baseOf, isShape } from "../types";

/** The condition of shapes that the new type refuses; `undefined` where it takes all, or is no shape. */
export function otherShape(
  name: string,
  from: Column,
  to: Column,
): string | undefined {
  if (!isShape(to.type)) return undefined;
  const [had, taken] = [baseOf(from.type), baseOf(to.type)];
  const shape = `ST_GeometryType(${name})`;
  switch (taken) {
    case had:
    case "geometry":
    case "geometrycollection": // as MariaDB calls it, which puts anything in one
      return undefined;
    case "geomcollection": // as MySQL does
      return had.startsWith("multi")
        ? undefined
        : `${shape} IN ('POINT', 'LINESTRING', 'POLYGON')`;
    default:
      return `${shape} <> ${literal(taken.toUpperCase())}`;
  }
}
