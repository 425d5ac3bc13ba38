// What the tests do with an emitted file: run it as a loader would, format it as a project would.
import { runInNewContext } from "node:vm";
import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import type { Options } from "prettier";
import { format } from "prettier/standalone";
import ts from "typescript";

/** The file as Prettier leaves it, by its defaults or in a style. */
export function prettier(source: string, style: Options = {}): Promise<string> {
  return format(source, {
    ...style,
    parser: "typescript",
    plugins: [typescript, estree],
  });
}

export interface Migration {
  readonly name: string;
  up(queryRunner: QueryRunner): Promise<void>;
  down(queryRunner: QueryRunner): Promise<void>;
}

interface QueryRunner {
  query(sql: string): Promise<void>;
}

type MigrationClass = (new () => Migration) & { readonly revises?: unknown };

/** Everything that the file exports, compiled by TypeScript. */
export function exportsOf(source: string): Record<string, MigrationClass> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
    },
  });
  const exported: Record<string, MigrationClass> = {};
  runInNewContext(outputText, { exports: exported });
  return exported;
}

/** The one class of the file. */
export function classIn(source: string): MigrationClass {
  const [only, ...others] = Object.values(exportsOf(source));
  if (only === undefined || others.length > 0)
    throw new Error("A migration file exports exactly one class.");
  return only;
}

/** The SQL that the file sends, in order. */
export async function sent(
  source: string,
  direction: "up" | "down",
): Promise<string[]> {
  const queries: string[] = [];
  const migration = new (classIn(source))();
  await migration[direction]({
    query: (sql) => {
      queries.push(sql);
      return Promise.resolve();
    },
  });
  return queries;
}

/** The SQL with its layout made equal, and everything in quotes as it is. */
export function normalised(sql: string): string {
  return sql
    .split(/('[^']*'|"[^"]*")/)
    .map((part, place) => (place % 2 === 1 ? part : part.replace(/\s+/g, " ")))
    .join("")
    .trim();
}
