// Changes of the reference system of PostGIS types: the same places under other coordinates, or the same coordinates of other places.
import type { Column } from "../../../schema/schema";
import type { CastChoice } from "../../dialect";
import { identifier } from "../quote";
import { isArray, withoutModifiers } from "../types";

/** PostGIS refuses values of another reference system than the column's, and which of the two is meant is for a person to say. */
export function referenceChoices(from: Column, to: Column): CastChoice[] {
  const [before, after] = [systemOf(from), systemOf(to)];
  if (before === undefined || after === undefined || before === after)
    return [];
  const value = `${identifier(to.name)}${isGeography(from) ? "::geometry" : ""}`;
  const back = isGeography(to) ? "::geography" : "";
  return [
    {
      meaning: "The same places, their coordinates converted",
      expression: `ST_Transform(${value}, ${after})${back}`,
    },
    {
      meaning: "The same coordinates, which were of that system all along",
      expression: `ST_SetSRID(${value}, ${after})${back}`,
    },
  ];
}

/** The SRID that a column holds its values to; `undefined` where it takes any. */
function systemOf({ type }: Column): number | undefined {
  const base = withoutModifiers(type);
  if (isArray(type) || (base !== "geometry" && base !== "geography"))
    return undefined;
  const [, srid] = /,(\d+)\)$/.exec(type) ?? [];
  // WGS 84 goes without saying for geography.
  return Number(srid ?? 0) || (base === "geography" ? 4326 : undefined);
}

const isGeography = ({ type }: Column): boolean =>
  withoutModifiers(type) === "geography";

/** A value that any column of this type can hold. */
export function emptyPlace(type: string): string {
  const [, feature = "Geometry", dimensions = ""] =
    /\(([A-Za-z]+?)(Z|M|ZM)?[,)]/.exec(type) ?? [];
  const word = feature === "Geometry" ? "GeometryCollection" : feature;
  return `'${[word, dimensions, "EMPTY"].filter((part) => part !== "").join(" ")}'`;
}
