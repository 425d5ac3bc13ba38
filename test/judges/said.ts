// What is said of a change before it runs: its hazards and its questions.
import { check } from "../../src";
import { onDatabase } from "./cases";
import { dataSourceOf } from "./database";
import type { Walk } from "./walk";
import type { ServerKind } from "../servers";

export type Said = readonly (readonly [code: string, message: string])[];

/** `questions` are the kinds of those that are asked. */
export function saidOn(kind: ServerKind) {
  return (
    name: string,
    hazards: Said,
    given: Walk,
    questions: readonly string[] = [],
  ): void => {
    it(name, () =>
      onDatabase(
        given,
        async (url) => {
          const found = await check(
            dataSourceOf(url, given.to),
            given.answers === undefined ? {} : { answers: given.answers },
          );
          expect({
            hazards: found.hazards.map(({ code, message }) => [code, message]),
            questions: found.questions.map((question) => question.kind),
          }).toEqual({ hazards, questions });
        },
        kind,
      ),
    );
  };
}
