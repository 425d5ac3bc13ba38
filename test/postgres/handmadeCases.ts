// Cases of what is made by hand and stands in the way: it is named, and it is so.
import { autogenerate } from "../../src";
import { onDatabase, refused } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import type { Walk } from "../judges/walk";

/** What is said before anything is run. */
export function told(
  name: string,
  code: string,
  message: RegExp,
  given: Walk,
): void {
  it(name, async () => {
    await onDatabase(given, async (url) => {
      const { hazards } = await autogenerate(
        dataSourceOf(url, given.to, given.options),
        {
          write: false,
          ...given.filter,
          ...(given.answers === undefined ? {} : { answers: given.answers }),
        },
      );
      expect(hazards).toContainEqual(
        expect.objectContaining({
          code,
          message: expect.stringMatching(message) as unknown,
        }),
      );
    });
  });
}

/** It is said, and it is so. */
export function toldAndRefused(
  name: string,
  message: RegExp,
  refusal: string | RegExp,
  given: Walk,
): void {
  told(`${name}: a hazard names it`, "IN_THE_WAY", message, given);
  refused(`${name}: the server refuses`, refusal, given);
}
