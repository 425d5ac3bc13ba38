// Runs `npm ci` when node_modules is not what package-lock.json asks for, so that one command after a clone is enough.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(new URL(lockfile, root), "utf8")).packages;
  } catch {
    return {};
  }
}

const wanted = packagesOf("package-lock.json");
const installed = packagesOf("node_modules/.package-lock.json");

// Optional packages may be for another platform, and their absence means nothing.
const upToDate = Object.entries(wanted).every(
  ([path, { version, optional }]) =>
    path === "" || optional || installed[path]?.version === version,
);

if (!upToDate) {
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  process.exitCode = status ?? 1;
}
