// Answers that say nothing, are of no kind, or contradict each other: refused before anything is written.
import { check, type Answers } from "../../src";
import { AnswerError } from "../../src/schema/errors";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { serverKinds } from "../servers/admin";
import { describeOn } from "../servers";

const id = { type: "int", primary: true } as const;
const before = entity("order", {
  id,
  note: { type: "varchar", length: 20 },
  state: { type: "enum", enum: ["open", "gone", "closed"] },
});
const after = entity("order", {
  id,
  note: { type: "int" },
  state: { type: "enum", enum: ["open", "shut"] },
  age: { type: "int" },
});

for (const kind of serverKinds)
  describeOn(kind, "an answer is refused", () => {
    const type = kind === "postgres" ? "order_state_enum" : "order.state";

    it.each<[string, Answers, string]>([
      [
        "that is the blank of a template",
        { backfills: { "order.age": "<expression>" } },
        "--backfill order.age is not filled in: it says <expression>.",
      ],
      [
        "that is empty",
        { casts: { "order.note": " " } },
        "--cast order.note is not filled in: it says nothing.",
      ],
      [
        "that is the blank for a label",
        { enumValues: { [type]: { gone: "<value>" } } },
        'the enum has no value "<value>"',
      ],
      [
        "of a kind that there is not",
        { rename: { "order.note": "age" } } as Answers,
        'answers has "rename", which is no kind of answer. There are: renames, drops, backfills, batches, casts, enumValues. Is it "renames"?',
      ],
      [
        "that says of a label that it goes and what it becomes",
        { drops: [`${type}.gone`], enumValues: { [type]: { gone: "open" } } },
        "Two answers contradict each other: 'gone' of enum",
      ],
      [
        "that says of a label that it goes and that it is renamed",
        {
          drops: ["order.state.closed"],
          enumValues: { [type]: { closed: "shut" } },
        },
        "Two answers contradict each other: 'closed' of enum",
      ],
    ])("%s", (_what, answers, message) =>
      onDatabase(
        { from: [before] },
        async (url) => {
          const error: unknown = await check(dataSourceOf(url, [after]), {
            answers,
          }).then(
            () => undefined,
            (caught: unknown) => caught,
          );
          expect(error).toBeInstanceOf(AnswerError);
          expect((error as AnswerError).message).toContain(message);
        },
        kind,
      ),
    );
  });
