// Proves that lint refuses an import from one room of src/ to another that it may not see.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import rooms from "../eslint/rooms.js";

const root = path.resolve(__dirname, "..");

function objections(file: string, code: string): string[] {
  const config = [
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser as Linter.Parser },
      plugins: { house: { rules: { rooms } } },
      rules: { "house/rooms": "error" as const },
    },
  ];
  return new Linter({ cwd: root })
    .verify(code, config, path.join(root, "src", file))
    .map(({ message }) => message);
}

describe("the order of the rooms", () => {
  it.each([
    ["diff/tables.ts", 'import { planOf } from "../plan/plan";'],
    ["diff/tables.ts", 'import type { Plan } from "../plan/plan";'],
    ["diff/tables.ts", 'import { planOf } from "../plan/plan.js";'],
    ["diff/tables.ts", 'import { planOf } from "../plan";'],
    ["diff/tables.ts", 'export * from "../cli/bin";'],
    ["diff/tables.ts", 'export { planOf } from "../plan/plan";'],
    ["diff/tables.ts", 'const plan = await import("../plan/plan");'],
    ["diff/tables.ts", 'const plan = require("../plan/plan");'],
    ["diff/tables.ts", 'import plan = require("../plan/plan");'],
    ["diff/tables.ts", 'type Plan = import("../plan/plan").Plan;'],
    ["schema/table.ts", 'import { invert } from "../operations/invert";'],
    ["plan/order.ts", 'import { postgres } from "../dialects/postgres/index";'],
    ["plan/order.ts", 'import { dialectOf } from "../dialects/index";'],
    ["cli/check.ts", 'import { dialectOf } from "../dialects";'],
    ["dialects/postgres/compile.ts", 'import { diff } from "../../diff/diff";'],
    ["plan/order.ts", 'import { autogenerate } from "../autogenerate";'],
    ["plan/order.ts", 'import { lamp } from "../attic/lamp";'],
    ["attic/lamp.ts", 'import type { Schema } from "../schema/schema";'],
  ])("%s refuses %s", (file, code) => {
    expect(objections(file, code)).toHaveLength(1);
  });

  it.each([
    ["plan/order.ts", 'import type { Schema } from "../schema/schema";'],
    ["plan/order.ts", 'import { planOf } from "./plan.js";'],
    ["plan/order.ts", 'import type { Dialect } from "../dialects/dialect";'],
    ["plan/order.ts", 'import { DataSource } from "typeorm";'],
    [
      "dialects/mariadb/compile.ts",
      'import { compile } from "../mysql/compile";',
    ],
    [
      "dialects/postgres/diff/x.ts",
      'import type { Schema } from "../../../schema/schema";',
    ],
    ["cli/check.ts", 'import { check } from "../index";'],
    ["autogenerate.ts", 'import { dialectOf } from "./dialects/index.js";'],
    ["autogenerate.ts", 'import { planOf } from "./plan/plan.js";'],
  ])("%s accepts %s", (file, code) => {
    expect(objections(file, code)).toEqual([]);
  });

  it("is part of `npm run lint`", () => {
    const eslint = path.join(root, "node_modules/eslint/bin/eslint.js");
    const config = execFileSync(
      process.execPath,
      [eslint, "--print-config", "src/diff/tables.ts"],
      { cwd: root, encoding: "utf8" },
    );
    expect(JSON.parse(config)).toHaveProperty(["rules", "house/rooms"], [2]);
  });
});
