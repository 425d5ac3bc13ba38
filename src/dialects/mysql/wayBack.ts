// The way back of values which MODIFY would not take back, though an assignment does.
import type { Column } from "../../schema/schema";
import { identifier } from "./quote";
import { isReadAsText, textOf } from "./readings";
import { baseOf, isLabelled, modifiersOf } from "./types";
import type { Variant } from "./variant";

/** An expression over what numbers without a sign became; `undefined` where MODIFY takes all of them. */
export function wayBack(
  from: Column,
  to: Column,
  { bigintAsSigned }: Variant,
): string | undefined {
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
