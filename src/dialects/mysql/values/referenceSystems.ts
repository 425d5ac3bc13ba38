// The one spatial reference system that a column's values may have.
import type { Column } from "../../../schema/schema";
import type { KeyCast } from "../../dialect";
import { identifier } from "../quote";

const changed = (from: Column, to: Column): number | undefined =>
  from.srid === to.srid ? undefined : to.srid;

/** The condition of values that have another one. */
export function otherSystem(
  name: string,
  from: Column,
  to: Column,
): string | undefined {
  const srid = changed(from, to);
  return srid === undefined ? undefined : `ST_SRID(${name}) <> ${srid}`;
}

/** Numbers are the same in either, which the way back restores; what they mean is not looked at. */
export function sameCoordinates(from: Column, to: Column): readonly KeyCast[] {
  const srid = changed(from, to);
  return srid === undefined
    ? []
    : [
        {
          meaning: `The same coordinates, said to be in the reference system ${srid}`,
          expression: (column) => `ST_SRID(${identifier(column)}, ${srid})`,
        },
      ];
}
