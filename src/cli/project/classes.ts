// Loads the files that a DataSource's globs name where TypeORM itself could not: TypeScript.
import path from "node:path";
import type { DataSource } from "typeorm";
import { globSync } from "tinyglobby";
import { isTypeScript, type Loader } from "./loader";

/** The options of a DataSource that may name files. */
const globbed = ["entities", "migrations", "subscribers"] as const;

/** Puts the classes of TypeScript files in the place of the globs that name them. */
export async function loadClasses(
  dataSource: DataSource,
  load: Loader,
): Promise<void> {
  for (const option of globbed) {
    const given = Object.values(dataSource.options[option] ?? {}) as unknown[];
    const globs = given.filter((value) => typeof value === "string");
    const files = filesOf(globs);
    if (!files.some(isTypeScript)) continue;
    const classes = given.filter((value) => typeof value !== "string");
    for (const file of files) classes.push(...classesIn(await load(file)));
    dataSource.setOptions({ [option]: classes });
  }
}

/** As TypeORM reads globs: against the working directory, modules only. */
function filesOf(globs: readonly string[]): string[] {
  const patterns = globs.map((glob) =>
    path.normalize(glob).replaceAll("\\", "/"),
  );
  if (patterns.length === 0) return [];
  return globSync(patterns, { absolute: true })
    .filter((file) => isTypeScript(file) || /\.[cm]?js$/.test(file))
    .sort();
}

/** As TypeORM looks for them: every function and EntitySchema, in arrays and objects too. */
function classesIn(module: unknown): unknown[] {
  const found = new Set<unknown>();
  const seen = new Set<unknown>();
  const look = (value: unknown): void => {
    if (typeof value === "function" || isEntitySchema(value)) found.add(value);
    else if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      Object.values(value).forEach(look);
    }
  };
  look(module);
  return [...found];
}

function isEntitySchema(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "@instanceof" in value &&
    value["@instanceof"] === Symbol.for("EntitySchema")
  );
}
