// Loads the files that a DataSource's globs name where TypeORM itself could not: TypeScript.
import type { DataSource } from "typeorm";
import {
  exportedBy,
  filesOf,
  isTypeScript,
  type Load,
} from "../../revisions/modules";

/** The options of a DataSource that may name files. Those of migrations are read, and loaded one by one when they are to run. */
const globbed = ["entities", "subscribers"] as const;

/** Puts the classes of TypeScript files in the place of the globs that name them. */
export async function loadClasses(
  dataSource: DataSource,
  load: Load,
): Promise<void> {
  for (const option of globbed) {
    const given = Object.values(dataSource.options[option] ?? {}) as unknown[];
    const globs = given.filter((value) => typeof value === "string");
    const files = filesOf(globs);
    if (!files.some(isTypeScript)) continue;
    const classes = given.filter((value) => typeof value !== "string");
    for (const file of files)
      classes.push(...exportedBy(await load(file), isClass));
    dataSource.setOptions({ [option]: classes });
  }
}

/** As TypeORM looks for them: every function and EntitySchema, in arrays and objects too. */
const isClass = (value: unknown): boolean =>
  typeof value === "function" || isEntitySchema(value);

function isEntitySchema(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "@instanceof" in value &&
    value["@instanceof"] === Symbol.for("EntitySchema")
  );
}
