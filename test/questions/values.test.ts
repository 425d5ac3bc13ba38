// What becomes of values that a column takes no more: asked, whatever rows are here, with how many there are.
import { check, type Question } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { serverKinds } from "../servers/admin";
import { describeOn } from "../servers";

type Columns = Parameters<typeof entity>[1];

const person = (age: Columns[string]) => [entity("person", { age })];

for (const kind of serverKinds)
  describeOn(kind, "a column that", () => {
    const { asked, refused, there } = casesOn(kind);
    const found = async (
      from: ReturnType<typeof person>,
      to: ReturnType<typeof person>,
      rows: readonly Readonly<Record<string, unknown>>[],
    ): Promise<readonly Question[]> => {
      let questions: readonly Question[] = [];
      await onDatabase(
        { from, rows: { person: rows } },
        async (url) => {
          ({ questions } = await check(dataSourceOf(url, to)));
        },
        kind,
      );
      return questions;
    };
    const open = person({ type: "int", nullable: true });
    const closed = person({ type: "int" });
    const rows = { person: [{ id: 1, age: 7 }, { id: 2 }] };

    describe("takes no NULL any more", () => {
      asked("is asked about on empty tables, too", ["backfill"], {
        from: open,
        to: closed,
      });

      it("is asked about with the number of rows, and with its default", async () => {
        const [question] = await found(
          open,
          person({ type: "int", default: 3 }),
          rows.person,
        );
        expect(question).toMatchObject({
          kind: "backfill",
          subject: "person.age",
        });
        expect(question?.evidence).toContain("1 row in this database");
        expect(question?.choices.map(({ flags }) => flags)).toEqual([
          expect.stringMatching(/^--backfill '?person.age='?3/),
          "--backfill 'person.age=<expression>'",
          "--backfill person.age=NULL",
        ]);
      });

      there("gets what the answer says, and has it after the downgrade", {
        from: open,
        to: closed,
        rows,
        answers: { backfills: { "person.age": "5" } },
        upgraded: {},
        downgraded: {},
      });

      there("is only closed where no row holds NULL", {
        from: open,
        to: closed,
        rows: { person: [{ id: 1, age: 7 }] },
        answers: { backfills: { "person.age": "NULL" } },
      });

      refused("is left alone where one does, against the answer", /null/i, {
        from: open,
        to: closed,
        rows,
        answers: { backfills: { "person.age": "NULL" } },
      });
    });

    describe("gets a smaller type", () => {
      const [wide, narrow] = [
        person({ type: "varchar", length: 10 }),
        person({ type: "varchar", length: 3 }),
      ];
      const long = {
        person: [
          { id: 1, age: "four" },
          { id: 2, age: "one" },
        ],
      };

      it("is asked about where values do not fit, with how many", async () => {
        const [question, ...others] = await found(wide, narrow, long.person);
        expect(others).toEqual([]);
        expect(question).toMatchObject({
          kind: "cast",
          subject: "person.age",
        });
        expect(question?.evidence).toContain(
          "values that do not fit: 1 row in this database",
        );
      });

      it("is not asked about where all fit", async () => {
        expect(await found(wide, narrow, long.person.slice(1))).toEqual([]);
      });

      there("holds what the answer makes of them", {
        from: wide,
        to: narrow,
        rows: long,
        answers: { casts: { "person.age": "left(age, 3)" } },
        upgraded: {},
        downgraded: {},
      });
    });
  });

describe("a text that becomes something else", () => {
  const { asked, there } = casesOn("postgres");
  const text = person({ type: "text", nullable: true });
  const number = person({ type: "int", nullable: true });

  asked("is asked about on empty tables, too", ["cast"], {
    from: text,
    to: number,
  });

  it("is asked about with how many are none", async () => {
    await onDatabase(
      {
        from: text,
        rows: {
          person: ["7", " -7 ", "x", "7.5", "2147483648", ""].map(
            (age, id) => ({ id, age }),
          ),
        },
      },
      async (url) => {
        const { questions } = await check(dataSourceOf(url, number));
        expect(questions[0]?.evidence).toContain(
          "values that do not fit: 4 rows in this database",
        );
      },
    );
  });

  there("is read by the server where an answer says so", {
    from: text,
    to: number,
    rows: { person: [{ id: 1, age: "7" }] },
    answers: { casts: { "person.age": '"age"::integer' } },
    upgraded: { "public.person": [{ id: 1, age: 7 }] },
  });
});
