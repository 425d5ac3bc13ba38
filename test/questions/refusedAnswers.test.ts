// Answers that say nothing, are of no kind, or contradict each other: refused before anything is written.
import { check, type Answers } from "../../src";
import { AnswerError } from "../../src/schema/errors";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
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

    const typed = kind === "postgres";
    it.each<[string, Answers, RegExp]>([
      [
        "whose expression does not parse",
        { backfills: { "order.age": "1 +" } },
        /^The server refuses the answer --backfill "?order\.age=1 \+"?: .*syntax.* Correct the expression\.$/s,
      ],
      [
        "whose expression speaks of what there is not",
        { backfills: { "order.age": "length(nte)" } },
        /^The server refuses the answer --backfill order\.age=length\(nte\): .*nte.* Correct the expression\.$/s,
      ],
      [
        "whose expression calls what there is not, of a cast",
        { casts: { "order.note": "lenght(note)" } },
        /^The server refuses the answer --cast order\.note=lenght\(note\): .*lenght.* Correct the expression\.$/s,
      ],
      [
        "that is more than one expression",
        { backfills: { "order.age": "1, note = 'z'" } },
        /^The server refuses the answer --backfill "?order\.age=1, note/,
      ],
      [
        "that is more than one expression, of a cast",
        { casts: { "order.note": "1, DROP COLUMN id" } },
        /^The server refuses the answer --cast "?order\.note=1, DROP/,
      ],
      [
        "that counts rows, which no row can",
        { backfills: { "order.age": "count(*)" } },
        /^The server refuses the answer --backfill "?order\.age=count/,
      ],
      [
        "that looks at other rows",
        { backfills: { "order.age": "row_number() over ()" } },
        /^The server refuses the answer --backfill "?order\.age=row_number/,
      ],
      ...(typed
        ? ([
            [
              "whose expression is of another type",
              { backfills: { "order.age": "note" } },
              /--backfill order\.age=note: column "age" is of type integer but expression is of type character varying/,
            ],
            [
              "whose value is of another type",
              { backfills: { "order.age": "'old'" } },
              /invalid input syntax for type integer: "old"/,
            ],
            [
              "whose cast gives another type",
              { casts: { "order.note": "note || 'x'" } },
              /--cast order\.note=note \|\| 'x': result of USING clause .* cannot be cast automatically to type integer/,
            ],
            [
              "whose cast has a query in it",
              { casts: { "order.note": "(select 1)" } },
              /cannot use subquery in transform expression/,
            ],
            [
              "whose cast gives several values",
              { casts: { "order.note": "generate_series(1,1)" } },
              /set-returning functions are not allowed in transform expressions/,
            ],
            [
              "that gives several values",
              { backfills: { "order.age": "generate_series(1,1)" } },
              /set-returning functions are not allowed in UPDATE/,
            ],
          ] as [string, Answers, RegExp][])
        : []),
    ])("%s", (_what, answers, message) =>
      onDatabase(
        { from: [before] },
        async (url) => {
          const schema = await schemaOf(url);
          const error: unknown = await check(dataSourceOf(url, [after]), {
            answers,
          }).then(
            () => undefined,
            (caught: unknown) => caught,
          );
          expect(error).toBeInstanceOf(AnswerError);
          expect((error as AnswerError).message).toMatch(message);
          expect(await schemaOf(url)).toEqual(schema);
        },
        kind,
      ),
    );
  });

describeOn("postgres", "two casts that read each other's column", () => {
  const text = { type: "varchar", length: 20 } as const;
  const number = { type: "int" } as const;
  it.each<[string, Record<string, string>, string | undefined]>([
    [
      "are refused",
      { "thing.a": "length(b)", "thing.b": "length(a)" },
      "The answers --cast thing.a=length(b) and --cast thing.b=length(a) read each other's columns",
    ],
    [
      "are refused by way of a third one",
      {
        "thing.a": "length(b)",
        "thing.b": "length(c)",
        "thing.c": "length(a)",
      },
      "read each other's columns",
    ],
    [
      "are accepted where only one does",
      { "thing.a": "length(a)", "thing.b": "length(a)" },
      undefined,
    ],
  ])("%s", (_what, casts, message) =>
    onDatabase(
      { from: [entity("thing", { id, a: text, b: text, c: text })] },
      async (url) => {
        const to = [entity("thing", { id, a: number, b: number, c: number })];
        const found = check(dataSourceOf(url, to), { answers: { casts } });
        if (message === undefined) await found;
        else {
          await expect(found).rejects.toThrow(AnswerError);
          await expect(found).rejects.toThrow(message);
        }
      },
    ),
  );
});

for (const kind of serverKinds)
  describeOn(kind, "an answer is accepted", () => {
    const quoted = (name: string): string =>
      kind === "postgres" ? `"${name}"` : `\`${name}\``;
    it.each<[string, Answers]>([
      [
        "that speaks of a column that goes",
        { backfills: { age: "length(gone)" } },
      ],
      ["that speaks of one that comes", { backfills: { age: "born + 1" } }],
      [
        "that speaks of one by its new name",
        { backfills: { age: "length(label)" } },
      ],
      [
        "that speaks of the table by its new name",
        { backfills: { age: `length(${quoted("bill")}.label)` } },
      ],
      [
        "that reads a table that is new",
        { backfills: { age: "(SELECT max(n) FROM fresh)" } },
      ],
      [
        "that reads another by its new name",
        { backfills: { age: "(SELECT max(cost) FROM item)" } },
      ],
      ["that is a new label", { backfills: { age: "1", state: "'shut'" } }],
      [
        "that compares with a new label",
        { backfills: { age: "CASE WHEN state = 'shut' THEN 1 ELSE 2 END" } },
      ],
    ])("%s", (_what, { backfills = {} }) =>
      onDatabase(
        {
          from: [
            entity("order", {
              id,
              note: { type: "varchar", length: 20 },
              gone: { type: "varchar", length: 20 },
              state: { type: "enum", enum: ["open"], nullable: true },
            }),
            entity("thing", { id, price: { type: "int" } }),
          ],
        },
        async (url) => {
          const to = [
            entity("bill", {
              id,
              label: { type: "varchar", length: 20 },
              born: { type: "int", default: 7 },
              age: { type: "int" },
              state: { type: "enum", enum: ["open", "shut"] },
            }),
            entity("item", { id, cost: { type: "int" } }),
            entity("fresh", { id, n: { type: "int" } }),
          ];
          const { operations } = await check(dataSourceOf(url, to), {
            answers: {
              renames: {
                order: "bill",
                "order.note": "label",
                thing: "item",
                "thing.price": "cost",
              },
              drops: ["bill.gone"],
              backfills: Object.fromEntries(
                Object.entries(backfills).map(([name, expression]) => [
                  `bill.${name}`,
                  expression,
                ]),
              ),
            },
          });
          expect(operations.length).toBeGreaterThan(0);
        },
        kind,
      ),
    );
  });
