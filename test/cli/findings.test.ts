// What was found, as it is printed.
import { createColors } from "picocolors";
import { findings } from "../../src/cli/findings";
import { diffLines } from "../../src/cli/report";
import { sentenceOf } from "../../src/cli/errors";
import type { Operation } from "../../src/operations/operation";
import type { Column, Table } from "../../src/schema/schema";

const column = (more: Partial<Column> = {}): Column => ({
  name: "balance",
  type: "numeric(10,2)",
  nullable: true,
  ...more,
});

const table: Table = {
  name: "account",
  columns: [],
  uniques: [],
  checks: [],
  exclusions: [],
  foreignKeys: [],
  indexes: [],
};

const account = { name: "account" };
const index = {
  name: "IDX_1",
  unique: true,
  method: "btree",
  keys: [{ column: "balance" }],
};
const unique = {
  kind: "unique",
  name: "UQ_1",
  columns: ["balance"],
} as const;
const foreignKey = {
  kind: "foreignKey",
  name: "FK_1",
  columns: ["owner"],
  references: { schema: "app", name: "person" },
  referencedColumns: ["id"],
  onDelete: "NO ACTION",
  onUpdate: "NO ACTION",
} as const;

describe("findings", () => {
  it.each<[Operation, string]>([
    [{ kind: "createTable", table }, "added table 'account'"],
    [
      { kind: "dropTable", table: { ...table, schema: "app" } },
      "removed table 'app.account'",
    ],
    [
      { kind: "renameTable", from: account, to: { name: "ledger" } },
      "renamed table 'account' to 'ledger'",
    ],
    [
      { kind: "addColumn", table: account, column: column() },
      "added column 'account.balance'",
    ],
    [
      { kind: "dropColumn", table: account, column: column() },
      "removed column 'account.balance'",
    ],
    [
      { kind: "renameColumn", table: account, from: "balance", to: "amount" },
      "renamed column 'account.balance' to 'amount'",
    ],
    [
      { kind: "addConstraint", table: account, constraint: unique },
      "added unique constraint 'UQ_1' on 'account' (balance)",
    ],
    [
      { kind: "dropConstraint", table: account, constraint: foreignKey },
      "removed foreign key 'FK_1' on 'account' (owner) → app.person(id)",
    ],
    [
      { kind: "createIndex", table: account, index },
      "added index 'IDX_1' on 'account' unique (balance)",
    ],
    [
      { kind: "renameIndex", table: account, from: "IDX_1", to: "IDX_2" },
      "renamed index 'IDX_1' to 'IDX_2' on 'account'",
    ],
  ])("%j", (operation, line) => {
    expect(findings([operation])).toEqual([`Detected ${line}`]);
  });

  it("are one for each property that a column changes", () => {
    const operation: Operation = {
      kind: "alterColumn",
      table: account,
      from: column(),
      to: column({
        type: "numeric(14,2)",
        nullable: false,
        default: "0",
        comment: "in euros",
      }),
    };
    expect(findings([operation])).toEqual([
      "Detected type change from numeric(10,2) to numeric(14,2) on 'account.balance'",
      "Detected NOT NULL on column 'account.balance'",
      "Detected default change from none to 0 on 'account.balance'",
      "Detected comment on column 'account.balance'",
    ]);
  });

  it("leave out what belongs to a table that comes or goes", () => {
    expect(
      findings([
        { kind: "createTable", table },
        { kind: "createIndex", table: account, index },
        { kind: "addConstraint", table: account, constraint: foreignKey },
        { kind: "createIndex", table: { name: "other" }, index },
      ]),
    ).toEqual([
      "Detected added table 'account'",
      "Detected added index 'IDX_1' on 'other' unique (balance)",
    ]);
  });
});

describe("a diff", () => {
  const diff =
    "--- live\n+++ desired\n@@ -1 +1 @@ table a\n-old\n+new\n same\n";

  it("is as it is where there is no colour", () => {
    expect(diffLines(diff, createColors(false)).join("\n")).toBe(
      diff.trimEnd(),
    );
    expect(diffLines("", createColors(false))).toEqual([]);
  });

  it("is coloured as diffs are", () => {
    const { bold, cyan, red, green } = createColors(true);
    expect(diffLines(diff, createColors(true))).toEqual([
      bold("--- live"),
      bold("+++ desired"),
      cyan("@@ -1 +1 @@ table a"),
      red("-old"),
      green("+new"),
      " same",
    ]);
  });
});

describe("an error", () => {
  it.each([
    [new Error("one\n  two"), "one two"],
    ["text", "text"],
    [
      new Error("at postgres://ann:s3cret@host:5432/db failed"),
      "at postgres://ann:***@host:5432/db failed",
    ],
    [
      new Error("Invalid URL: x://ann:a@b#c@h/d"),
      "Invalid URL: x://ann:***@h/d",
    ],
    [new AggregateError([new Error("a"), new Error("b")], ""), "a; b"],
    [new TypeError(""), "TypeError without a message"],
  ])("%s", (error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });
});
