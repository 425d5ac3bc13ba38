// Renames of enum types and their labels as they are tried out: in a transaction that is rolled back, so that the server prints what speaks of them.
import type { Rename } from "../../operations/rename";
import { inSteps } from "../../operations/typeMoves";
import type { Schema } from "../../schema/schema";
import type { Place } from "../dialect";
import { compile } from "./compile/compile";
import { identifier } from "./quote";

/**
 * The statements, on the types themselves: no temporary type could stand in for one that expressions and functions name. They lock no table.
 * A schema that a type moves to is made where it is missing.
 */
export function typeRenames(
  { schemas, enumTypes }: Pick<Schema, "schemas" | "enumTypes">,
  renames: readonly Rename[],
  place: Place,
): string[] {
  const ofTypes = renames.filter(
    ({ kind }) => kind === "renameEnumType" || kind === "renameEnumLabel",
  );
  const targets = ofTypes.flatMap((rename) =>
    rename.kind === "renameEnumType" ? (rename.to.schema ?? []) : [],
  );
  return [...new Set(targets.filter((schema) => !schemas.includes(schema)))]
    .map((schema) => `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}`)
    .concat(
      ofTypes
        .flatMap((rename) => inSteps(rename, enumTypes))
        .flatMap((rename) => compile(rename, place).map(({ sql }) => sql)),
    );
}
