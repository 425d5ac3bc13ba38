// Every TypeScript snippet of the README and the docs compiles, in a project as a reader would have it, against the sources as they are.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const tsc = path.join(root, "node_modules/typescript/bin/tsc");

it("compiles", () => {
  const project = mkdtempSync(path.join(tmpdir(), "snippets-"));
  try {
    symlinkSync(
      path.join(root, "node_modules"),
      path.join(project, "node_modules"),
      "junction",
    );
    writeFile(project, "package.json", JSON.stringify({ type: "module" }));
    writeFile(project, "tsconfig.json", JSON.stringify(tsconfig));
    for (const document of documents()) {
      writeFile(project, `${document}/data-source.ts`, dataSource);
      for (const [name, source] of snippetsIn(document))
        writeFile(project, `${document}/${name}`, source);
    }
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", project], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}, 120_000);

/** Strict, and with what entities need. */
const tsconfig = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ["node"],
    paths: { "typeorm-autogenerate": [path.join(root, "src/index.ts")] },
  },
};

/** What snippets that are about something else import. */
const dataSource = `import { DataSource } from "typeorm";
export const dataSource = new DataSource({ type: "postgres" });
`;

const documents = (): string[] =>
  ["README.md", "CONTRIBUTING.md"].concat(
    readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`),
  );

/** The blocks of a document; one that begins with `// src/name.ts` has that name. */
function snippetsIn(document: string): [name: string, source: string][] {
  const text = readFileSync(path.join(root, document), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(
    ([, source = ""], number) => [
      /^\/\/ (\S+\.ts)\n/.exec(source)?.[1] ?? `snippet-${number}.ts`,
      source,
    ],
  );
}

function writeFile(project: string, name: string, text: string): void {
  const file = path.join(project, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
