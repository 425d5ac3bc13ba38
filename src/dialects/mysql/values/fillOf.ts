// Defaults that are new for each row: ADD COLUMN does not give them to the rows that are there, or gives all of them the same.
import type { Column } from "../../../schema/schema";
import { literalValue } from "../quote";
import type { Variant } from "../variant";

/** What those rows are filled with instead. Any other name before such a parenthesis only makes the way longer. */
export function fillOf(
  { default: value }: Column,
  { notByAdd }: Variant,
): string | undefined {
  return value !== undefined &&
    literalValue(value) === undefined &&
    notByAdd.test(value)
    ? value
    : undefined;
}
