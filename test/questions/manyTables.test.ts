// Many tables that are all alike get other names at once, as a prefix does it: what is asked stays readable, and the true one is there.
import type { EntitySchema } from "typeorm";
import { check, type Question } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { describeOn } from "../servers";

const count = 14;
const numbers = Array.from({ length: count }, (_, number) => number);

const alike = (named: (number: number) => string): EntitySchema<Row>[] =>
  numbers.map((number) =>
    entity(named(number), {
      id: { type: "int", primary: true },
      note: { type: "text" },
    }),
  );

const before = (number: number): string =>
  `${"abcdefghijklmn".charAt(number)}list`;
const after = (number: number): string => `my_${before(number)}`;

const asked = (
  url: string,
  renames: Readonly<Record<string, string>>,
): Promise<readonly Question[]> =>
  check(dataSourceOf(url, alike(after)), { answers: { renames } }).then(
    ({ questions }) => questions,
  );

describeOn("postgres", "many tables that are alike", () => {
  it("shows the ten that are named most alike, the true one first, and says how many more there are", () =>
    onDatabase({ from: alike(before), rows: {} }, async (url) => {
      const questions = await asked(url, {});
      expect(questions).toHaveLength(count);
      expect(questions).toEqual(
        numbers.map((number): unknown =>
          expect.objectContaining({
            kind: "renamedTable",
            subject: before(number),
            verdict: "ambiguous",
          }),
        ),
      );
      for (const { subject, choices, evidence } of questions) {
        expect(choices[0]?.answers).toEqual({
          renames: { [subject]: `my_${subject}` },
        });
        expect(
          choices.filter(({ answers }) => answers.renames !== undefined),
        ).toHaveLength(10);
        expect(evidence).toContain("4 more that came are alike");
      }
    }));

  it("takes a rename to one that is not shown", () =>
    onDatabase({ from: alike(before), rows: {} }, async (url) => {
      const [first] = await asked(url, {});
      const shown = new Set(
        first?.choices.flatMap(({ answers }) =>
          Object.values(answers.renames ?? {}),
        ),
      );
      const hidden = numbers.map(after).find((name) => !shown.has(name)) ?? "";
      const left = await asked(url, { [before(0)]: hidden });
      expect(left.map(({ subject }) => subject)).not.toContain(before(0));
      expect(left).toHaveLength(count - 1);
    }));
});
