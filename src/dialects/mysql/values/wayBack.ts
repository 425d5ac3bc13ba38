// The way back of values which MODIFY would not take back, though an assignment does.
import type { Column } from "../../../schema/schema";
import { identifier } from "../quote";
import { isReadAsText, textOf } from "./readings";
import {
  addressBytes,
  baseOf,
  isLabelled,
  isMoment,
  modifiersOf,
} from "../types";
import type { Variant } from "../variant";

/** What is a text in quotes as JSON. */
const isQuoted = (type: string): boolean =>
  baseOf(type) === "date" || isMoment(type) || addressBytes(type) !== undefined;

/** An expression over what such values became; `undefined` where MODIFY takes all of them. */
export function wayBack(
  from: Column,
  to: Column,
  { bigintAsSigned }: Variant,
): string | undefined {
  if (baseOf(from.type) === "json" && isQuoted(to.type))
    return `JSON_UNQUOTE(${identifier(to.name)})`;
  if (to.type !== "bigint unsigned") return undefined;
  if (bigintAsSigned === "text")
    return isReadAsText(from.type) && !isLabelled(from.type)
      ? wholeNumber(textOf({ ...from, name: to.name }))
      : undefined;
  const [digits = 10, scale = 0] = modifiersOf(from.type);
  return baseOf(from.type) === bigintAsSigned && digits - scale > 18
    ? identifier(to.name)
    : undefined;
}

/** Refused where a text is none: an assignment would round, and of a number less than zero, a cast without a sign would make a large one. */
const wholeNumber = (text: string): string =>
  `IF(${text} LIKE '%-%', CAST(${text} AS SIGNED), CAST(${text} AS UNSIGNED))`;
