// Loads TypeScript as the project wrote it: decorators with metadata, `paths`, either module system. Heavy: loads jiti and SWC.
import { transformSync, type Options } from "@swc/core";
import { createJiti } from "jiti";
import { ProjectError } from "../../schema/errors";
import type { Load } from "../../revisions/modules";

type JitiOptions = NonNullable<Parameters<typeof createJiti>[1]>;
type Transform = NonNullable<JitiOptions["transform"]>;

/** A loader for a project that this file belongs to; it finds the project's tsconfig.json from there. */
export function typescriptLoader(file: string): Load {
  const jiti = createJiti(file, {
    fsCache: false,
    interopDefault: false,
    tsconfigPaths: true,
    transform: (options) => ({ code: commonJs(options) }),
  });
  return (module) => jiti.import(module);
}

function commonJs({
  source,
  filename = "",
  ts = false,
}: Parameters<Transform>[0]): string {
  try {
    const { code } = transformSync(source, { ...swcOptions(ts), filename });
    return ts ? cycles + code : code;
  } catch (error) {
    throw unreadable(filename, error);
  }
}

function swcOptions(ts: boolean): Options {
  return {
    configFile: false,
    swcrc: false,
    jsc: {
      target: "es2022",
      parser: ts
        ? { syntax: "typescript", decorators: true }
        : { syntax: "ecmascript", decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        // As TypeORM needs it: a field without a value would overwrite what a decorator or the database gave.
        useDefineForClassFields: false,
      },
    },
    module: { type: "commonjs" },
    // Packages come here too, when something in them looks like an ES module; a script has to stay one.
    isModule: "unknown",
  };
}

/**
 * Entities import each other in circles, and the metadata of a decorator asks for a class that is not evaluated yet. The TypeScript
 * compiler's output gives `undefined` there; SWC's throws a ReferenceError, unless exports are defined through this. On the first line,
 * so that the lines of the source keep their numbers.
 */
const cycles = `"use strict"; exports = new Proxy(exports, { ${[
  "defineProperty: (target, name, { get, ...rest }) => Reflect.defineProperty(target, name, get ? {",
  "...rest, configurable: true, get() {",
  "try { return get(); }",
  "catch (error) { if (!(error instanceof ReferenceError)) throw error; }",
  "} } : rest)",
].join(" ")} });`;

/** SWC's message without the stack below it: what is wrong, and where. */
function unreadable(file: string, error: unknown): ProjectError {
  const message = error instanceof Error ? error.message : String(error);
  const [what = ""] = message
    .trim()
    .replace(/^[x×] /, "")
    .split("\n");
  const line = /:(\d+):\d+\]/.exec(message)?.[1];
  return new ProjectError(
    `${file} is not valid TypeScript${line === undefined ? "" : ` in line ${line}`}: ${what}.`,
    { cause: error },
  );
}
