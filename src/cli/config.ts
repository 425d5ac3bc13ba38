// What a project says once for all commands: a file beside its package.json, or a key in that.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FileFormat } from "../emit/file";
import type { Answers } from "../questions/question";
import { whyNotLoaded } from "../revisions/thrown";
import { ProjectError } from "../schema/errors";
import { sentenceOf } from "./errors";
import { nearest } from "../questions/nearest";
import { answersShape } from "../questions/wellFormed";
import { loaderFor } from "./project/loader";

export interface Config {
  /** The module that exports the DataSource, against the folder of the file. */
  readonly dataSource?: string;
  /** A file with environment variables, against the same folder. */
  readonly envFile?: string;
  /** Where migration files are. */
  readonly directory?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly answers?: Answers;
  readonly format?: FileFormat;
  readonly hooks?: {
    /** A module whose default export gives files another shape, against the folder of the file. */
    readonly template?: string;
    /** Shell commands that run when a revision was written; `{file}` is its path. */
    readonly afterWrite?: readonly string[];
  };
}

const key = "typeorm-autogenerate";
const names = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map(
  (extension) => `${key}.config.${extension}`,
);

/**
 * The configuration in this folder; nothing where there is none.
 * @throws ProjectError when there are two, or it cannot be loaded, or says what nobody understands.
 */
export async function configIn(folder: string): Promise<Config> {
  const places = configFilesIn(folder);
  if (places.length > 1)
    throw new ProjectError(
      `There are ${places.length} configurations: ${places.join(", ")}. Keep one of them.`,
    );
  const [place] = places;
  if (place === undefined) return {};
  const value = names.includes(place)
    ? await loaded(path.join(folder, place))
    : packageKey(folder);
  requireConfig(place, value);
  return value;
}

/** The places in this folder that hold a configuration. */
export const configFilesIn = (folder: string): readonly string[] => [
  ...names.filter((name) => existsSync(path.join(folder, name))),
  ...(packageKey(folder) === undefined ? [] : [`"${key}" in package.json`]),
];

function packageKey(folder: string): unknown {
  const file = path.join(folder, "package.json");
  return existsSync(file)
    ? (parsed(file) as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

async function loaded(file: string): Promise<unknown> {
  if (file.endsWith(".json")) return parsed(file);
  try {
    return defaultOf(await loaderFor(file)(file));
  } catch (error) {
    throw new ProjectError(
      `Cannot load ${file}: ${whyNotLoaded(file, error)}`,
      {
        cause: error,
      },
    );
  }
}

/** The default export, also where a CommonJS module was imported that has one itself. */
function defaultOf(module: unknown): unknown {
  return isRecord(module) && "default" in module
    ? defaultOf(module["default"])
    : module;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ProjectError(`Cannot read ${file}: ${sentenceOf(error)}`, {
      cause: error,
    });
  }
}

function requireConfig(place: string, value: unknown): asserts value is Config {
  requireShapes(place, value, shapes);
}

interface Shape {
  readonly words: string;
  holds(value: unknown): boolean;
  /** What it holds in turn. */
  readonly inside?: ReadonlyMap<string, Shape>;
}

function requireShapes(
  place: string,
  value: unknown,
  known: ReadonlyMap<string, Shape>,
): void {
  if (!isRecord(value))
    throw new ProjectError(`${place} does not give an object.`);
  for (const [name, given] of Object.entries(value)) {
    const shape = known.get(name);
    if (shape === undefined)
      throw new ProjectError(
        `${place} has "${name}", which is not known. ${didYouMean(name, known)}`,
      );
    if (!shape.holds(given))
      throw new ProjectError(`"${name}" in ${place} is not ${shape.words}.`);
    if (shape.inside)
      requireShapes(`"${name}" in ${place}`, given, shape.inside);
  }
}

function didYouMean(name: string, known: ReadonlyMap<string, Shape>): string {
  const close = nearest(name, [...known.keys()]);
  return close === undefined
    ? `There are: ${[...known.keys()].join(", ")}.`
    : `Did you mean "${close}"?`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text: Shape = {
  words: "a text",
  holds: (value) => typeof value === "string",
};
const texts: Shape = {
  words: "a list of texts",
  holds: (value) =>
    Array.isArray(value) && value.every((one) => text.holds(one)),
};

const formats: readonly unknown[] = [
  "typescript",
  "commonjs",
  "esm",
] satisfies FileFormat[];

const shapes: ReadonlyMap<string, Shape> = new Map([
  ["dataSource", text],
  ["envFile", text],
  ["directory", text],
  ["include", texts],
  ["exclude", texts],
  ["answers", { words: "an object", holds: isRecord, inside: answersShape }],
  [
    "format",
    {
      words: "one of typescript, commonjs, esm",
      holds: (value) => formats.includes(value),
    },
  ],
  [
    "hooks",
    {
      words: "an object",
      holds: isRecord,
      inside: new Map([
        ["template", text],
        ["afterWrite", texts],
      ]),
    },
  ],
]);
