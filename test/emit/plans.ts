// Plans as they come out of planning, with SQL laid out as the compiler lays it out.
import type { MigrationFile } from "../../src/emit/file";
import type { AlterColumn, Operation } from "../../src/operations/operation";
import type { Plan, Step } from "../../src/plan/plan";
import type { Question } from "../../src/questions/question";
import type { Column, ForeignKey, Index, Table } from "../../src/schema/schema";

export function file(parts: Partial<MigrationFile> = {}): MigrationFile {
  return {
    id: "1763797200000",
    className: "AddTransactions1763797200000",
    message: "Add transactions",
    revises: [{ id: "1763710800000", name: "CreateAccounts1763710800000" }],
    database: "postgres 15",
    plan: undefined,
    ...parts,
  };
}

export function plan(parts: Partial<Plan> = {}): Plan {
  return {
    operations: [],
    upgrade: [],
    downgrade: [],
    questions: [],
    hazards: [],
    ...parts,
  };
}

export function step(operation: Operation, ...sql: readonly string[]): Step {
  return {
    operation,
    statements: sql.map((text) => ({ sql: text, transactional: true })),
  };
}

export function column(
  name: string,
  type: string,
  parts: Partial<Column> = {},
): Column {
  return { name, type, nullable: false, ...parts };
}

export function table(name: string, parts: Partial<Table> = {}): Table {
  return {
    name,
    columns: [],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    ...parts,
  };
}

export function index(name: string, ...columns: readonly string[]): Index {
  return {
    name,
    unique: false,
    method: "btree",
    keys: columns.map((column) => ({ column })),
  };
}

export function foreignKey(
  name: string,
  column: string,
  references: string,
): ForeignKey {
  return {
    kind: "foreignKey",
    name,
    columns: [column],
    references: { name: references },
    referencedColumns: ["id"],
    onDelete: "CASCADE",
    onUpdate: "NO ACTION",
  };
}

const transaction = { name: "transaction" };
const account = { name: "account" };

const createTransaction = {
  kind: "createTable",
  table: table("transaction", {
    columns: [
      column("id", "uuid", { default: "gen_random_uuid()" }),
      column("account_id", "integer"),
      column("amount", "numeric(14,2)"),
      column("memo", "text", { nullable: true }),
    ],
  }),
} satisfies Operation;

const indexOnAccount: Operation = {
  kind: "createIndex",
  table: transaction,
  index: index("IDX_e2652fa8c16723c83a00fb9b17", "account_id"),
};

const keyToAccount: Operation = {
  kind: "addConstraint",
  table: transaction,
  constraint: foreignKey(
    "FK_e2652fa8c16723c83a00fb9b17e",
    "account_id",
    "account",
  ),
};

const createTransactionStep = step(
  createTransaction,
  `CREATE TABLE "transaction" (
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "account_id" integer NOT NULL,
  "amount" numeric(14,2) NOT NULL,
  "memo" text,
  CONSTRAINT "PK_89eadb93a89810556e1cbcd6ab9" PRIMARY KEY ("id")
)`,
);

/** What cannot be in a transaction, before what has to be in one. */
export function inBatches(): MigrationFile {
  const close: AlterColumn = {
    kind: "alterColumn",
    table: account,
    from: column("balance", "integer", { nullable: true }),
    to: column("balance", "integer"),
    backfill: "0",
    batch: { rows: 1_000 },
  };
  const filled = step(
    close,
    `UPDATE "account" SET "balance" = 0 WHERE "balance" IS NULL`,
    `ALTER TABLE "account" ALTER COLUMN "balance" SET NOT NULL`,
  );
  return file({
    plan: plan({
      operations: [close],
      upgrade: [
        {
          operation: close,
          statements: [
            { sql: "DO $$\nBEGIN\n  COMMIT;\nEND\n$$", transactional: false },
          ],
          note: "Before all else.",
        },
        filled,
      ],
      downgrade: [
        step(
          { ...close, from: close.to, to: close.from },
          `ALTER TABLE "account" ALTER COLUMN "balance" DROP NOT NULL`,
        ),
      ],
    }),
  });
}

/** The sample of the design: a table, a wider column, and one that goes with its values. */
export function everyday(): MigrationFile {
  const widen: AlterColumn = {
    kind: "alterColumn",
    table: account,
    from: column("balance", "numeric(10,2)"),
    to: column("balance", "numeric(14,2)"),
  };
  const dropLegacy: Operation = {
    kind: "dropColumn",
    table: account,
    column: column("legacy_id", "integer", { nullable: true }),
  };
  const renameName: Operation = {
    kind: "renameColumn",
    table: account,
    from: "name",
    to: "title",
  };
  return file({
    plan: plan({
      operations: [
        renameName,
        createTransaction,
        widen,
        dropLegacy,
        indexOnAccount,
        keyToAccount,
      ],
      upgrade: [
        step(
          renameName,
          `ALTER TABLE "account" RENAME COLUMN "name" TO "title"`,
        ),
        createTransactionStep,
        step(
          widen,
          `ALTER TABLE "account" ALTER COLUMN "balance" TYPE numeric(14,2)`,
        ),
        step(dropLegacy, `ALTER TABLE "account" DROP COLUMN "legacy_id"`),
        step(
          indexOnAccount,
          `CREATE INDEX "IDX_e2652fa8c16723c83a00fb9b17" ON "transaction" ("account_id")`,
        ),
        step(
          keyToAccount,
          `ALTER TABLE "transaction"
  ADD CONSTRAINT "FK_e2652fa8c16723c83a00fb9b17e"
  FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE`,
        ),
      ],
      downgrade: [
        {
          ...step(
            { ...dropLegacy, kind: "addColumn" },
            `ALTER TABLE "account" ADD COLUMN "legacy_id" integer`,
          ),
          note: "The column comes back empty: its values are gone.",
        },
        step(
          { ...widen, from: widen.to, to: widen.from },
          `ALTER TABLE "account" ALTER COLUMN "balance" TYPE numeric(10,2)`,
        ),
        step(
          { kind: "dropTable", table: createTransaction.table },
          `DROP TABLE "transaction"`,
        ),
        step(
          { ...renameName, from: "title", to: "name" },
          `ALTER TABLE "account" RENAME COLUMN "title" TO "name"`,
        ),
      ],
      hazards: [
        {
          code: "DROP_COLUMN",
          severity: "dataLoss",
          operation: dropLegacy,
          message: "loses data: 1,204 values",
          remedy: "Copy the values first.",
        },
        {
          code: "REWRITE",
          severity: "lock",
          operation: widen,
          message: "Rewrites the table.",
          remedy: "Run it at night.",
        },
      ],
    }),
  });
}

/** The first revision of a project, with a message of several lines. */
export function initial(): MigrationFile {
  const createKind = {
    kind: "createEnumType",
    enumType: { name: "account_kind", labels: ["cash", "credit"] },
  } satisfies Operation;
  const createAccount = {
    kind: "createTable",
    table: table("account", {
      comment: "What people own",
      columns: [column("id", "integer"), column("kind", "account_kind")],
    }),
  } satisfies Operation;
  return file({
    className: "CreateTheLedger1763797200000",
    message:
      "Create the ledger\n\nAccounts hold money, transactions move it from one to another. Amounts are kept in the currency of their account, so nothing here may ever add up amounts of two accounts.",
    revises: [],
    database: "postgres 18",
    plan: plan({
      operations: [
        createKind,
        createAccount,
        createTransaction,
        indexOnAccount,
        keyToAccount,
      ],
      upgrade: [
        step(
          createKind,
          `CREATE TYPE "account_kind" AS ENUM ('cash', 'credit')`,
        ),
        step(
          createAccount,
          `CREATE TABLE "account" (
  "id" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  "kind" "account_kind" NOT NULL DEFAULT 'cash',
  CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" PRIMARY KEY ("id")
)`,
          `COMMENT ON TABLE "account" IS 'What people own:
  cash or credit. It''s theirs.'`,
        ),
        createTransactionStep,
        step(
          indexOnAccount,
          `CREATE INDEX "IDX_e2652fa8c16723c83a00fb9b17" ON "transaction" ("account_id")`,
        ),
        step(
          keyToAccount,
          `ALTER TABLE "transaction"
  ADD CONSTRAINT "FK_e2652fa8c16723c83a00fb9b17e"
  FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE`,
        ),
      ],
      downgrade: [
        step(
          { kind: "dropTable", table: createTransaction.table },
          `DROP TABLE "transaction"`,
        ),
        step(
          { kind: "dropTable", table: createAccount.table },
          `DROP TABLE "account"`,
        ),
        step(
          { kind: "dropEnumType", enumType: createKind.enumType },
          `DROP TYPE "account_kind"`,
        ),
      ],
    }),
  });
}

export const wasItRenamed: Question = {
  kind: "renamedColumn",
  subject: "user.name",
  message: `Was "user"."name" renamed to "user"."full_name"?`,
  verdict: "likely",
  evidence: [
    "same type varchar(100)",
    "same nullability",
    "same place in the table",
    "index on it matches",
  ],
  asWritten: `"name" is dropped with its 48,210 values and "full_name" starts empty.`,
  choices: [
    {
      meaning: "It was renamed",
      flags: "--rename user.name:full_name",
      answers: { renames: { "user.name": "full_name" } },
    },
    {
      meaning: "It was not renamed",
      flags: "--drop user.name",
      answers: { drops: ["user.name"] },
    },
  ],
  tables: [{ name: "user" }],
};

export const whatDoRowsGet: Question = {
  kind: "backfill",
  subject: "user.age",
  message: `What do the 48,210 existing rows of "user" get in the new column "age"?`,
  evidence: [
    `"age" is NOT NULL without a default`,
    "another environment may hold more rows than this one, or rows where this one has none at all",
  ],
  asWritten: "the column is added without a value, which the server refuses.",
  choices: [
    {
      meaning: "All get one value",
      flags: "--backfill user.age=0",
      answers: { backfills: { "user.age": "0" } },
    },
  ],
  tables: [{ name: "user" }],
};

/** Two questions that nobody has answered. */
export function open(): MigrationFile {
  const user = { name: "user" };
  const dropName: Operation = {
    kind: "dropColumn",
    table: user,
    column: column("name", "character varying(100)"),
    backfill: "''",
  };
  const addFullName: Operation = {
    kind: "addColumn",
    table: user,
    column: column("full_name", "character varying(100)", { nullable: true }),
  };
  const addAge: Operation = {
    kind: "addColumn",
    table: user,
    column: column("age", "integer"),
  };
  return file({
    className: "NameUsersInFull1763797200000",
    message: "Name users in full",
    plan: plan({
      operations: [addFullName, addAge, dropName],
      questions: [wasItRenamed, whatDoRowsGet],
      upgrade: [
        step(
          addFullName,
          `ALTER TABLE "user" ADD COLUMN "full_name" character varying(100)`,
        ),
        step(addAge, `ALTER TABLE "user" ADD COLUMN "age" integer NOT NULL`),
        step(dropName, `ALTER TABLE "user" DROP COLUMN "name"`),
      ],
      downgrade: [
        step(
          { ...dropName, kind: "addColumn" },
          `ALTER TABLE "user" ADD COLUMN "name" character varying(100)`,
          `UPDATE "user" SET "name" = ''`,
          `ALTER TABLE "user" ALTER COLUMN "name" SET NOT NULL`,
        ),
        step(
          { ...addAge, kind: "dropColumn" },
          `ALTER TABLE "user" DROP COLUMN "age"`,
        ),
        step(
          { ...addFullName, kind: "dropColumn" },
          `ALTER TABLE "user" DROP COLUMN "full_name"`,
        ),
      ],
      hazards: [
        {
          code: "DROP_COLUMN",
          severity: "dataLoss",
          operation: dropName,
          message: "loses data: 48,210 values",
          remedy: "",
        },
      ],
    }),
  });
}

/** Names, texts and a body that try to end whatever they stand in. */
export function hostile(): MigrationFile {
  const name = "a`b${c}'d\"e*/f\\g\nh\u2028i\u202e😀";
  const identifier = `"${name.replaceAll('"', '""')}"`;
  const addColumn: Operation = {
    kind: "addColumn",
    table: { schema: "*/", name },
    column: column(name, "text", { default: "'*/ ${1} `'" }),
  };
  const check: Operation = {
    kind: "addConstraint",
    table: { schema: "*/", name },
    constraint: {
      kind: "check",
      name: "CHK",
      expression:
        "CASE\n    WHEN state = 'open' THEN closed_at IS NULL\n    WHEN state = 'it''s\nbroken' THEN true\n    ELSE closed_at > opened_at AND closed_at < now()\nEND",
    },
  };
  return file({
    message: `${name}\r\n/* half a comment \`\${x}\` // */ and\ta tab`,
    database: "mariadb 11 */",
    plan: plan({
      operations: [addColumn, check],
      upgrade: [
        step(
          addColumn,
          `ALTER TABLE "*/".${identifier}\n  ADD COLUMN ${identifier} text DEFAULT '*/ \${1} \`\r\n'`,
          `COMMENT ON COLUMN "*/".${identifier}.${identifier} IS E'it\\'s\n  two lines'`,
        ),
        step(
          check,
          `ALTER TABLE "*/".${identifier}\n  ADD CONSTRAINT "CHK" CHECK (CASE\n    WHEN state = 'open' THEN closed_at IS NULL\n    WHEN state = 'it''s\nbroken' THEN true -- isn't it\n    ELSE closed_at > opened_at AND closed_at < now()\n  END)`,
          "DO $body$\nBEGIN\n  RAISE NOTICE 'it''s `${done}`';\nEND\n$body$",
        ),
      ],
      downgrade: [],
    }),
  });
}
