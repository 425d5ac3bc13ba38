// An emitted file as the class that TypeORM would load from it.
import { compileFunction } from "node:vm";
import { transformSync } from "@swc/core";
import type { MigrationInterface } from "typeorm";

type MigrationClass = new () => MigrationInterface;

/** Compiles the source and gives its one export. */
export function migrationClass(source: string): MigrationClass {
  const { code } = transformSync(source, {
    filename: "migration.ts",
    configFile: false,
    swcrc: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const exported: Record<string, MigrationClass> = {};
  const load = compileFunction(code, ["exports"]) as (target: object) => void;
  load(exported);
  const [found, ...others] = Object.values(exported);
  if (found === undefined || others.length > 0)
    throw new Error(
      `The file exports ${Object.keys(exported).join(", ") || "nothing"}; it has to export one class.`,
    );
  return found;
}
