// Migration files on disk: where they belong, finding them, and writing them whole or not at all.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  directoryOf,
  folderOf,
  formatBeside,
  formatFor,
  placeFor,
} from "../../src/revisions/directory";
import {
  headerOf,
  located,
  pathOf,
  writeFile,
  writeNewFile,
} from "../../src/revisions/files";
import { FileError } from "../../src/schema/errors";
import { historyOf, idOf, migration } from "./histories";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "revisions-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const dataSource = (...migrations: readonly (string | (() => void))[]) =>
  ({ options: { type: "postgres", migrations } }) as unknown as Parameters<
    typeof directoryOf
  >[0];

describe("the folder for migrations", () => {
  const where = (...globs: readonly string[]): string =>
    path.relative(root, directoryOf(dataSource(...globs), root));

  it.each([
    ["src/migrations/*.ts", "src/migrations"],
    ["src/migrations/**/*.ts", "src/migrations"],
    ["./src/db/migrations/*{.ts,.js}", "src/db/migrations"],
    ["src/migrations/Init1700000000000.ts", "src/migrations"],
    ["src\\migrations\\*.ts", "src/migrations"],
    ["*.ts", ""],
  ])("%s → %s", (glob, folder) => {
    expect(where(glob)).toBe(folder);
  });

  it("may be absolute", () => {
    const glob = path.join(root, "db/*.{ts,js}");
    expect(where(glob)).toBe("db");
  });

  it("is that of the first glob which looks into one folder", () => {
    expect(where("src/*/migrations/*.ts", "src/core/migrations/*.ts")).toBe(
      "src/core/migrations",
    );
  });

  it("has to be said where every glob looks into several", () => {
    expect(() => where("src/*/migrations/*.ts")).toThrow(FileError);
    expect(folderOf(dataSource("src/*/migrations/*.ts"), root)).toBeUndefined();
  });

  it("is `migrations` where classes are given", () => {
    expect(
      directoryOf(
        dataSource(() => undefined),
        root,
      ),
    ).toBe(path.join(root, "migrations"));
  });

  describe("of a TypeScript project that names its compiled files", () => {
    beforeEach(() => {
      mkdirSync(path.join(root, "src"));
      writeFileSync(path.join(root, "tsconfig.json"), "{}");
    });

    it.each([
      ["dist/migrations/*.js", "src/migrations"],
      ["dist/src/migrations/*.js", "src/migrations"],
      ["migrations/*.ts", "migrations"],
    ])("%s → %s", (glob, folder) => {
      expect(where(glob)).toBe(folder);
    });
  });

  it("of a JavaScript project is the one that it names", () => {
    expect(where("dist/migrations/*.js")).toBe("dist/migrations");
  });
});

describe("what a new file is written in", () => {
  const format = (...globs: readonly string[]): string =>
    formatFor(dataSource(...globs), root);

  it.each([
    ["m/*.js", "commonjs"],
    ["m/**/*.{js,cjs}", "commonjs"],
    ["m/*.parts.js", "commonjs"],
    ["m/*.mjs", "esm"],
    ["m/*.cjs", "commonjs"],
    ["m/*.mts", "typescript"],
    ["m/*.{ts,js}", "typescript"],
    ["m/*{.ts,.js}", "typescript"],
    ["m/*.[jt]s", "typescript"],
    ["m/*", "typescript"],
  ])("%s → %s", (glob, expected) => {
    expect(format(glob)).toBe(expected);
  });

  it("is TypeScript where nothing is named, or not JavaScript alone", () => {
    expect(format()).toBe("typescript");
    expect(format("m/*.js", "n/*.ts")).toBe("typescript");
  });

  it("is an ES module where package.json says that", () => {
    writeFileSync(path.join(root, "package.json"), `{ "type": "module" }`);
    expect(format("m/*.js")).toBe("esm");
  });

  it("is TypeScript where the project is, whatever it compiles to", () => {
    writeFileSync(path.join(root, "tsconfig.json"), "{}");
    expect(format("dist/m/*.js")).toBe("typescript");
  });
});

describe("how the name of a new file ends", () => {
  const ending = (
    format: Parameters<typeof placeFor>[1],
    ...globs: readonly string[]
  ): string => placeFor(dataSource(...globs), format, "m", root).ending;

  it.each([
    ["m/*.mjs", "esm", "mjs"],
    ["m/*.cjs", "commonjs", "cjs"],
    ["m/*.{js,mjs}", "esm", "mjs"],
    ["m/*.{js,cjs}", "commonjs", "js"],
    ["m/*.mts", "typescript", "mts"],
    ["m/*.cts", "typescript", "cts"],
    ["m/*.{mts,ts}", "typescript", "ts"],
    ["m/*.mjs", "typescript", "mts"],
    ["m/*", "typescript", "ts"],
    ["m/*.js", "esm", "js"],
  ] as const)("%s, %s → .%s", (glob, format, expected) => {
    expect(ending(format, glob)).toBe(expected);
  });

  it("is as the globs for its folder say", () => {
    expect(ending("esm", "n/*.js", "m/*.mjs")).toBe("mjs");
    expect(ending("esm", "*/m/*.mjs")).toBe("mjs");
  });

  it("is what Node takes for that kind of module where nothing is named", () => {
    expect(ending("esm")).toBe("mjs");
    expect(ending("commonjs")).toBe("js");
    writeFileSync(path.join(root, "package.json"), `{ "type": "module" }`);
    expect(ending("esm")).toBe("js");
    expect(ending("commonjs")).toBe("cjs");
  });
});

it("a project in JavaScript that names no files gets JavaScript of its kind of module", () => {
  const beside = (module: string, ...globs: readonly string[]) =>
    formatBeside(path.join(root, module), dataSource(...globs), root);
  expect(beside("source.js")).toBe("commonjs");
  expect(beside("db/source.mjs")).toBe("esm");
  expect(beside("source.ts")).toBeUndefined();
  expect(beside("source.js", "m/*.ts")).toBeUndefined();
  writeFileSync(path.join(root, "package.json"), `{ "type": "module" }`);
  expect(beside("source.js")).toBe("esm");
  expect(beside("source.cjs")).toBe("commonjs");
  writeFileSync(path.join(root, "tsconfig.json"), "{}");
  expect(beside("source.js")).toBeUndefined();
});

describe("a file", () => {
  it("is written whole, its folder made, and nothing beside it", () => {
    const file = pathOf(
      path.join(root, "a/b"),
      {
        id: idOf(1),
        name: `AddNames${idOf(1)}`,
      },
      "ts",
    );
    writeNewFile(file, "text");
    expect(readFileSync(file, "utf8")).toBe("text");
    expect(readdirSync(path.dirname(file))).toEqual([`${idOf(1)}-AddNames.ts`]);
  });

  it("that is there is not overwritten, unless it is to be replaced", () => {
    const file = path.join(root, "x.ts");
    writeNewFile(file, "first");
    expect(() => {
      writeNewFile(file, "second");
    }).toThrow(`${file} exists already, and is not overwritten.`);
    expect(readFileSync(file, "utf8")).toBe("first");
    writeFile(file, "third");
    expect(readFileSync(file, "utf8")).toBe("third");
    expect(readdirSync(root)).toEqual(["x.ts"]);
  });

  it("that cannot be written leaves nothing", () => {
    writeFileSync(path.join(root, "file"), "");
    const file = path.join(root, "file/x.ts");
    expect(() => {
      writeNewFile(file, "text");
    }).toThrow(`Cannot write ${file}: `);
    expect(readdirSync(root)).toEqual(["file"]);
  });
});

describe("the file of a revision", () => {
  const source = [
    'import type { MigrationInterface } from "typeorm";',
    "",
    "/**",
    " * Add names */".replace("*/", "*\\/"),
    " *",
    " *   + column  user.name",
    " */",
    "export class AddNames1700000000001 {}",
    "",
  ].join("\n");

  it("is found by its id, and says what the revision is for", () => {
    writeFileSync(path.join(root, `${idOf(1)}-Something.ts`), source);
    writeFileSync(path.join(root, `${idOf(1)}-Something.d.ts`), "");
    writeFileSync(path.join(root, `${idOf(1)}-Something.js.map`), "");
    writeFileSync(path.join(root, `${idOf(2)}-Plain.js`), "class X {}");
    const { revisions } = historyOf([
      migration("AddNames", 1),
      migration("Plain", 2),
      migration("Nowhere", 3),
    ]).graph;
    const [first, second, third] = located(revisions, root);
    expect(first).toMatchObject({
      path: path.join(root, `${idOf(1)}-Something.ts`),
      message: "Add names */",
    });
    expect(second?.path).toBe(path.join(root, `${idOf(2)}-Plain.js`));
    expect(second).not.toHaveProperty("message");
    expect(third).not.toHaveProperty("path");
  });

  it("has a comment to read", () => {
    const file = path.join(root, "x.ts");
    writeFileSync(file, source);
    expect(headerOf(file)).toEqual([
      "Add names */",
      "",
      "  + column  user.name",
    ]);
  });
});
