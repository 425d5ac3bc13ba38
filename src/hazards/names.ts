// Hand-made objects as people name them.
import type { Handmade } from "../schema/schema";

/** `policy "owners on person" and trigger "audit on person"`; no more than a reader takes in. */
export function namesOf(
  handmade: readonly Pick<Handmade, "subject" | "name">[],
): string {
  const names = handmade.map(({ subject, name }) => `${subject} "${name}"`);
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`${more} more`])].join(" and ");
}
