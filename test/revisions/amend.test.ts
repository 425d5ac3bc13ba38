// A revision that is written anew: earlier answers are kept, and what somebody changed by hand is not lost unasked.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  type Answers,
  type AutogenerateOptions,
} from "../../src";
import {
  answerSources,
  lines,
  recorded,
  recordLines,
} from "../../src/questions/answers";
import { withEarlier } from "../../src/questions/earlierAnswers";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { visible } from "../../src/emit/visible";
import { prettier } from "../emit/emitted";
import { entity } from "../judges/entities";

const id = { type: "int", primary: true } as const;
const from = [
  entity("person", {
    id,
    name: { type: "varchar" },
    "née x": { type: "int" },
  }),
];
const to = [
  entity("person", {
    id,
    full_name: { type: "varchar" },
    age: { type: "int" },
  }),
];
const answers: Answers = {
  renames: { "person.name": "full_name" },
  drops: ["person.née x"],
};
const backfills = { "person.age": "0" };

describe("a file that is amended", () => {
  const onFile = (
    work: (
      file: string,
      amend: (options: AutogenerateOptions) => ReturnType<typeof autogenerate>,
    ) => Promise<void>,
  ): Promise<void> =>
    onDatabase({ from }, async (url, directory) => {
      const source = dataSourceOf(url, to, {
        migrations: [path.join(directory, "*.ts")],
      });
      const { questions, file } = await autogenerate(source, {
        message: "Person",
        directory,
        answers,
      });
      expect(questions).toMatchObject([{ kind: "backfill" }]);
      await work(file?.path ?? "", (options) =>
        autogenerate(source, { ...options, directory, amend: true }),
      );
    });

  it("keeps what was answered", () =>
    onFile(async (file, amend) => {
      expect(readFileSync(file, "utf8")).toContain(
        String.raw` * Answers   --rename person.name:full_name   (code)
 *           --drop person.née x   (code)`,
      );
      const { questions } = await amend({
        answers: { backfills },
        sources: { "--backfill person.age=0": "prompt" },
      });
      expect(questions).toEqual([]);
      const amended = readFileSync(file, "utf8");
      expect(amended).toContain("--backfill person.age=0   (prompt)");
      expect(amended).toContain("--drop person.née x   (code)");
      expect((await amend({})).questions).toEqual([]);
    }));

  it("takes another answer for one that was given", () =>
    onFile(async (file, amend) => {
      const { questions } = await amend({
        answers: {
          drops: ["person.name"],
          backfills: { ...backfills, "person.full_name": "''" },
        },
      });
      expect(questions).toEqual([]);
      expect(readFileSync(file, "utf8")).not.toContain("--rename");
    }));

  it("says no to an answer that fits nothing", () =>
    onFile(async (_file, amend) => {
      await expect(
        amend({ answers: { backfills: { "person.no": "0" } } }),
      ).rejects.toThrow("person.no");
    }));

  it("says why an answer does not fit beside those that were given", () =>
    onFile(async (_file, amend) => {
      await expect(
        amend({ answers: { backfills: { "person.phone": "0" } } }),
      ).rejects.toThrow("It could be: person.age, person.née x.");
    }));

  it("keeps what still fits of what was answered, and nothing else", () =>
    onFile(async (file, amend) => {
      await amend({ answers: { backfills } });
      const { questions } = await amend({
        answers: {
          renames: { "person.née x": "age" },
        },
      });
      // The other rename and the drop of before: the column that is dropped has become another.
      expect(questions).toEqual([]);
      const amended = readFileSync(file, "utf8");
      expect(amended).toContain("--rename person.name:full_name   (code)");
      expect(amended).toContain("--rename person.née x:age   (code)");
      expect(amended).not.toContain("--drop");
      expect(amended).not.toContain("--backfill");
    }));

  it("does nothing once nothing differs any more", () =>
    onDatabase({ from }, async (url, directory) => {
      const sourceOf = (entities: typeof from) =>
        dataSourceOf(url, entities, {
          migrations: [path.join(directory, "*.ts")],
        });
      const first = await autogenerate(sourceOf(to), {
        message: "Person",
        directory,
        answers: { ...answers, backfills },
      });
      const again = await autogenerate(sourceOf(from), {
        directory,
        amend: true,
      });
      expect(again).toMatchObject({
        operations: [],
        upgrade: [],
        file: { path: first.file?.path },
      });
      const amended = readFileSync(first.file?.path ?? "", "utf8");
      expect(amended).not.toContain("queryRunner.query");
      expect(amended).not.toContain("--rename");
      await upgrade(sourceOf(from));
      expect((await check(sourceOf(from))).clean).toBe(true);
      await downgrade(sourceOf(from), "base");
    }));

  it("is not written over what somebody changed by hand, unless that is forced", () =>
    onFile(async (file, amend) => {
      const mine = readFileSync(file, "utf8").replace(
        "throw new Error(",
        "// by hand\n  throw new Error(",
      );
      writeFileSync(file, mine);
      await expect(amend({ answers: { backfills } })).rejects.toThrow(
        `${file} was changed since it was written, which would be lost.`,
      );
      expect(readFileSync(file, "utf8")).toBe(mine);
      await amend({ answers: { backfills }, force: true });
      expect(readFileSync(file, "utf8")).not.toContain("by hand");
    }));

  it("may have been formatted in another style", () =>
    onFile(async (file, amend) => {
      const formatted = await prettier(readFileSync(file, "utf8"), {
        singleQuote: true,
        semi: false,
        tabWidth: 4,
        trailingComma: "none",
        printWidth: 40,
      });
      writeFileSync(file, formatted);
      const { questions } = await amend({ answers: { backfills } });
      expect(questions).toEqual([]);
    }));
});

describe("what was left alone", () => {
  const lone = entity("legacy_lone", { id });
  const old = entity("old", { id });
  it.each(["postgres", "mysql", "mariadb"] as const)(
    "on %s stays so when the file is amended, until something else is answered",
    (kind) =>
      onDatabase(
        { from: [...from, lone, old] },
        async (url, directory) => {
          const source = dataSourceOf(url, to, {
            migrations: [path.join(directory, "*.ts")],
          });
          const written = async (options: AutogenerateOptions) => {
            const { questions, file } = await autogenerate(source, {
              directory,
              ...options,
            });
            return [questions.length, file?.source] as const;
          };
          const settled = { ...answers, backfills };
          const [, first] = await written({
            answers: settled,
            exclude: ["legacy_*", "old"],
          });
          expect(first).toContain(
            " * Excluded  legacy_*\n *           old\n * Digest ",
          );
          expect(await written({ amend: true })).toEqual([0, first]);
          const [open, dropped] = await written({
            amend: true,
            answers: { drops: ["old"] },
          });
          expect(open).toBe(0);
          expect(dropped).toContain(" * Excluded  legacy_*\n * Digest ");
          expect(dropped).toContain("--drop old   (code)");
          expect(dropped).not.toContain("legacy_lone");
        },
        kind,
      ),
    60_000,
  );
});

const text = fc.string({ unit: "binary", minLength: 1 });
const subject = text.filter((name) => !/[:=]/.test(name));
const pairs = fc.dictionary(
  subject,
  text.filter((name) => !name.includes(":")),
);

it("reads every answer as it was written, on one line and with nothing unseen", () => {
  fc.assert(
    fc.property(
      fc.record({
        renames: pairs,
        drops: fc.uniqueArray(text),
        backfills: pairs,
        batches: fc.dictionary(
          subject,
          fc.integer({ min: 1, max: 999_999_999 }),
        ),
        casts: pairs,
        enumValues: fc.dictionary(
          subject,
          fc.dictionary(
            text.filter((label) => !label.includes("=")),
            fc.string({ unit: "binary" }),
            { minKeys: 1 },
          ),
        ),
      }),
      fc.constantFrom(...answerSources),
      (answers, source) => {
        const sources = Object.fromEntries(
          lines(answers).map((line) => [line, source]),
        );
        const written = recordLines(answers, sources);
        for (const line of written) expect(visible(line)).toBe(line);
        expect(recorded(written)).toEqual({ answers, sources });
      },
    ),
  );
});

it("forgets an answer that another one stands against", () => {
  expect(
    withEarlier(
      {
        renames: { "a.b": "c", "a.d": "e" },
        drops: ["a.f", "a.g", "a.s.old"],
        enumValues: { "a.s": { gone: "new" }, "a.t": { x: "y", z: "y" } },
      },
      {
        renames: { "a.f": "x" },
        drops: ["a.b", "a.s.gone", "a.t.z"],
        enumValues: { "a.s": { old: "new" } },
      },
    ),
  ).toMatchObject({
    renames: { "a.d": "e", "a.f": "x" },
    drops: ["a.g", "a.b", "a.s.gone", "a.t.z"],
    enumValues: { "a.s": { old: "new" }, "a.t": { x: "y" } },
  });
});
