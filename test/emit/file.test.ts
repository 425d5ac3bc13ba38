// The whole file: how it looks, that it stands as it is, and that it sends the SQL of its plan.
import fc from "fast-check";
import ts from "typescript";
import { migrationSource, type MigrationFile } from "../../src/emit/file";
import type { Step } from "../../src/plan/plan";
import { classIn, exportsOf, normalised, prettier, sent } from "./emitted";
import * as plans from "./plans";

const parent = (name: string, id: string) => ({ id, name: `${name}${id}` });

const cases: Record<string, MigrationFile> = {
  everyday: plans.everyday(),
  initial: plans.initial(),
  "open questions": plans.open(),
  hostile: plans.hostile(),
  empty: plans.file({ message: "" }),
  merge: plans.file({
    revises: [
      parent("CreateAccounts", "1763710800000"),
      parent("CreateTags", "1763710900000"),
    ],
  }),
  "merge of short names": plans.file({
    revises: [parent("A", "1763710800000"), parent("B", "1763710900000")],
  }),
  "in batches": plans.inBatches(),
  "long names": plans.file({
    className: `${"Long".repeat(10)}1763797200000`,
    revises: [parent("Long".repeat(12), "1763710800000")],
  }),
};

describe.each(Object.entries(cases))("a file: %s", (_, file) => {
  const source = migrationSource(file);

  it("is as Prettier's defaults want it", async () => {
    expect(await prettier(source)).toBe(source);
  });

  it("has no space at the end of a line, and no character that hides", () => {
    expect(source).not.toMatch(/[^\S\n]$/m);
    expect(source).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202e]/u);
  });

  it("exports one class, which TypeORM can make an instance of", () => {
    expect(Object.keys(exportsOf(source))).toEqual([file.className]);
    const migration = new (classIn(source))();
    expect(migration.name).toBe(file.className);
  });

  it("says what it revises", () => {
    const names = file.revises.map(({ name }) => name);
    expect(classIn(source).revises).toEqual(
      names.length > 1 ? names : names[0],
    );
  });
});

it.each(["commonjs", "esm"] as const)(
  "in batches, and in JavaScript, %s, is as Prettier's defaults want it, too",
  async (format) => {
    const source = migrationSource({ ...plans.inBatches(), format });
    expect(await prettier(source)).toBe(source);
  },
);

describe.each(["everyday", "initial", "open questions", "merge"])(
  "for a reviewer: %s",
  (name) => {
    it("looks like this", () => {
      expect(migrationSource(theCase(name))).toMatchSnapshot();
    });
  },
);

describe.each(["everyday", "initial", "hostile"])("at run time: %s", (name) => {
  const { plan } = theCase(name);
  const source = migrationSource(theCase(name));

  it("sends the plan's statements", async () => {
    const { upgrade = [], downgrade = [] } = plan ?? {};
    expect(await laidOut(source, "up")).toEqual(statementsOf(upgrade));
    expect(await laidOut(source, "down")).toEqual(statementsOf(downgrade));
  });
});

it("refuses to run either way while a question is open", async () => {
  const source = migrationSource(theCase("open questions"));
  const refusal =
    'Unanswered: was "user"."name" renamed to "user"."full_name"?';
  await expect(sent(source, "up")).rejects.toThrow(refusal);
  await expect(sent(source, "down")).rejects.toThrow(refusal);
});

it("compiles under strict TypeScript against TypeORM's types", () => {
  const sources = new Map(
    Object.values(cases).map((file, place) => [
      `${__dirname}/${place}.virtual.ts`,
      migrationSource(file),
    ]),
  );
  expect(complaintsOf(sources)).toEqual([]);
});

it("gives each bit of a hostile name back as it was", async () => {
  const name = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
  const trap = fc.constantFrom(
    "`",
    "${",
    "*/",
    "\\",
    "\\n",
    "'",
    '"',
    "\n",
    "\r\n",
    "$$",
    "--",
    "/*",
    "\u2028",
    "\ud800",
    "😀",
    "漢字",
    "é",
  );
  const text = fc
    .array(fc.oneof(name, trap), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(""));

  await fc.assert(
    fc.asyncProperty(text, text, text, async (message, identifier, value) => {
      const sql = `ALTER TABLE ${quoted('"', identifier)}\n  ALTER COLUMN "a" SET DEFAULT ${quoted("'", value)}`;
      const file = plans.file({
        message,
        plan: plans.plan({
          questions: [],
          operations: [renaming(identifier, value)],
          upgrade: [
            { ...plans.step(renaming(identifier, value), sql), note: message },
          ],
        }),
      });
      const source = migrationSource(file);
      expect(await prettier(source)).toBe(source);
      expect(Object.keys(exportsOf(source))).toEqual([file.className]);
      expect(await laidOut(source, "up")).toEqual([normalised(sql)]);
    }),
    {
      numRuns: 60,
      examples: [
        ["`", "\0", "`\0"],
        ["`", "a", "`\n`"],
        ["`", "漢字é", "`漢字漢字é"],
      ],
    },
  );
});

it("breaks the line of a refusal where Prettier does, whatever the script", async () => {
  const word = fc.string({
    unit: fc.constantFrom("a", "é", "e\u0301", "漢", "ю", "😀", "©", "’", "→"),
    minLength: 15,
    maxLength: 55,
  });
  await fc.assert(
    fc.asyncProperty(word, async (message) => {
      const source = migrationSource(
        plans.file({
          plan: plans.plan({ questions: [{ ...plans.wasItRenamed, message }] }),
        }),
      );
      expect(await prettier(source)).toBe(source);
      await expect(sent(source, "up")).rejects.toThrow(
        `Unanswered: ${message}`,
      );
    }),
    { numRuns: 60 },
  );
});

it("writes the first migration of a thousand tables whole", () => {
  const { plan } = plans.initial();
  const steps = Array.from({ length: 1400 }, () => plan?.upgrade ?? []).flat();
  const source = migrationSource(
    plans.file({ plan: plans.plan({ upgrade: steps, downgrade: steps }) }),
  );
  expect(source.split("queryRunner.query(")).toHaveLength(
    2 * steps.flatMap(({ statements }) => statements).length + 1,
  );
});

function theCase(name: string): MigrationFile {
  const file = cases[name];
  if (file === undefined) throw new Error(`No case is called ${name}.`);
  return file;
}

function statementsOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ statements }) =>
    statements.map(({ sql }) => normalised(sql)),
  );
}

async function laidOut(
  source: string,
  direction: "up" | "down",
): Promise<string[]> {
  return (await sent(source, direction)).map(normalised);
}

function renaming(from: string, to: string) {
  return {
    kind: "renameTable",
    from: { name: from },
    to: { name: to },
  } as const;
}

function quoted(quote: string, text: string): string {
  return quote + text.replaceAll(quote, quote + quote) + quote;
}

/** What the compiler has against files that are not on disk. */
function complaintsOf(sources: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...sources.keys()], options, {
    ...host,
    fileExists: (path) => sources.has(path) || host.fileExists(path),
    readFile: (path) => sources.get(path) ?? host.readFile(path),
    getSourceFile: (path, ...rest) => {
      const source = sources.get(path);
      return source === undefined
        ? host.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, source, ts.ScriptTarget.ES2022);
    },
  });
  return [...sources.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      ),
  );
}
