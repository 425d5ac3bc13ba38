// The NestJS example, installed with the packed library beside what npm has of Nest, as its README says.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onDatabase } from "../judges/cases";

const root = path.resolve(__dirname, "../..");

it("generates, runs, checks, and its own test sees a forgotten migration", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "nestjs-"));
  try {
    const tarball = execFileSync(
      "npm",
      ["pack", "--silent", "--pack-destination", folder],
      { cwd: root, encoding: "utf8" },
    )
      .trim()
      .split("\n")
      .at(-1);
    cpSync(path.join(root, "examples/nestjs"), folder, { recursive: true });
    npm(folder, ["install", "--no-audit", "--no-fund", `./${tarball ?? ""}`]);
    await onDatabase({ from: [] }, (url) => {
      const env = { ...process.env, DATABASE_URL: url };
      const script = (...args: string[]): string => npm(folder, args, env);
      expect(script("test", "--silent").includes("schemaDiff")).toBe(true);
      script("run", "migration:generate", "--", "-m", "Create people");
      expect(readdirSync(path.join(folder, "src/migrations"))).toEqual([
        expect.stringMatching(/^\d{13}-CreatePeople\.ts$/),
      ]);
      script("run", "migration:up");
      expect(script("run", "migration:check")).toContain(
        "No changes detected.",
      );
      script("run", "build");
      script("test");
      return Promise.resolve();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 600_000);

/** What it prints; a failure with it, but for a test that is to fail. */
function npm(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string {
  const { status, stdout, stderr } = spawnSync("npm", args, {
    cwd,
    env,
    encoding: "utf8",
  });
  const output = `${stdout}${stderr}`;
  if (args.includes("--silent")) {
    expect(status).not.toBe(0);
    return output;
  }
  if (status !== 0) throw new Error(output);
  return output;
}
