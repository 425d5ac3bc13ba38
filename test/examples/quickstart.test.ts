// The README's first command, as a newcomer runs it: the walk ends well, and shows what the README says it shows.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const jiti = path.join(root, "node_modules/jiti/lib/jiti-cli.mjs");

it("walks from an empty database and back to one", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [jiti, "examples/quickstart/walk.ts"],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr, stdout }).toMatchObject({ status: 0, stderr: "" });
  for (const text of [
    "Detected added table 'transaction_tag'",
    "Detected type change from numeric(10,2) to numeric(14,2) on 'transaction.amount'",
    "ALTER TYPE \"account_kind_enum\" ADD VALUE 'card'",
    "Detected added view 'balance'",
    'CREATE VIEW "balance" AS',
    "Savings   1170.00",
    'Question: Was "transaction"."note" renamed to "transaction"."description"?  Likely.',
    'Question: What do existing rows get in "account"."owner"?',
    "Unanswered, so nothing was run:",
    "Detected renamed column 'transaction.note' to 'description'",
    "Purse     Bakery     -4.20     Two loaves     shared, weekend",
    "No changes detected.",
    "Nothing is left in the database.",
  ])
    expect(stdout).toContain(text);
  expect(stdout).not.toContain("\u001b");
  expect(withoutIds(excerpts(stdout))).toContain(withoutIds(readmeFile()));
}, 180_000);

/** What the walk shows of files and tables, without its indentation. */
const excerpts = (output: string): string => output.replaceAll(/^ {4}/gm, "");

/** The migration file that the README shows. */
function readmeFile(): string {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  return /^import type .*?(?=^```)/ms.exec(readme)?.[0] ?? "nothing";
}

/** Nor the digest, which is also of the ids. */
const withoutIds = (source: string): string =>
  source
    .replaceAll(/\d{13}/g, "<id>")
    .replaceAll(/(?<=Digest {4})[0-9a-f]{16}/g, "<digest>");
