// A schema in words, and what differs between two.
import { schemaDiff, schemaText } from "../../src/emit/schemaText";
import type { Schema, Table } from "../../src/schema/schema";
import { column, foreignKey, index, table } from "./plans";

const schema = (parts: Partial<Schema>): Schema => ({
  schemas: [],
  enumTypes: [],
  tables: [],
  views: [],
  ...parts,
});

const account = table("account", {
  comment: "What people own",
  columns: [
    column("id", "integer", {
      generation: { kind: "identity", mode: "ALWAYS" },
    }),
    column("kind", "account_kind", { default: "'cash'::account_kind" }),
    column("balance", "numeric(10,2)"),
    column("title", "text", {
      nullable: true,
      collation: "C",
      comment: "it's\nshown",
    }),
  ],
  primaryKey: { kind: "primaryKey", name: "PK_account", columns: ["id"] },
  uniques: [
    {
      kind: "unique",
      name: "UQ_1",
      columns: ["title"],
      nullsNotDistinct: true,
      deferrable: "DEFERRED",
    },
    { kind: "unique", name: "UQ_2", columns: ["kind", "title"] },
  ],
  checks: [
    {
      kind: "check",
      name: "CHK_1",
      expression: "CASE\n    WHEN a THEN b\nEND",
      notValid: true,
    },
  ],
  exclusions: [
    {
      kind: "exclusion",
      name: "XCL_1",
      expression: "USING gist (period WITH &&)",
    },
  ],
  foreignKeys: [foreignKey("FK_1", "owner_id", "user")],
  indexes: [
    index("IDX_1", "kind", "balance"),
    {
      ...index("IDX_2"),
      unique: true,
      method: "gist",
      keys: [{ expression: "lower(title)", descending: true, nulls: "LAST" }],
      include: ["balance"],
      parameters: ["fillfactor=70"],
      predicate: "balance > 0",
    },
  ],
});

const kind = { name: "account_kind", labels: ["cash", "credit"] };

/** A table with a serial column. */
const invoice = (sequence: string): Table => ({
  schema: "billing",
  ...table("invoice", {
    columns: [
      column("id", "integer", {
        generation: { kind: "serial", sequence: { name: sequence } },
      }),
    ],
  }),
});

const live = schema({
  schemas: ["billing"],
  enumTypes: [kind],
  tables: [account, invoice("invoice_id_seq")],
});

it("puts a schema in words", () => {
  expect(schemaText(live)).toMatchInlineSnapshot(`
    "schema billing

    enum account_kind
      'cash'
      'credit'

    table account
      comment 'What people own'
      column id integer NOT NULL GENERATED ALWAYS AS IDENTITY
      column kind account_kind NOT NULL DEFAULT 'cash'::account_kind
      column balance numeric(10,2) NOT NULL
      column title text COLLATE C COMMENT 'it''s\\nshown'
      primary key (id)  PK_account
      unique (kind, title)  UQ_2
      unique (title) NULLS NOT DISTINCT DEFERRABLE INITIALLY DEFERRED  UQ_1
      check CASE WHEN a THEN b END NOT VALID  CHK_1
      exclusion USING gist (period WITH &&)  XCL_1
      foreign key (owner_id) → user(id) ON DELETE CASCADE  FK_1
      index (kind, balance)  IDX_1
      unique index USING gist (lower(title) DESC NULLS LAST) INCLUDE (balance) WITH (fillfactor=70) WHERE balance > 0  IDX_2

    table billing.invoice
      column id integer NOT NULL serial
    "
  `);
});

it("gives the same words whatever the order of what has none", () => {
  const shuffled = schema({
    ...live,
    tables: [
      invoice("invoice_id_seq"),
      {
        ...account,
        indexes: [...account.indexes].reverse(),
        uniques: [...account.uniques].reverse(),
      },
    ],
  });
  expect(schemaText(shuffled)).toBe(schemaText(live));
});

describe("a diff", () => {
  it("is empty where nothing differs", () => {
    expect(schemaDiff(live, structuredClone(live))).toBe("");
  });

  it("is empty where only the order of columns differs, or a sequence's name", () => {
    const desired = schema({
      ...live,
      tables: [
        invoice("another"),
        { ...account, columns: [...account.columns].reverse() },
      ],
    });
    expect(schemaDiff(live, desired)).toBe("");
  });

  it("shows what differs, table by table", () => {
    const desired = schema({
      enumTypes: [{ ...kind, labels: ["cash", "card", "credit"] }],
      tables: [
        table("transaction", { columns: [column("id", "uuid")] }),
        {
          ...account,
          columns: [
            column("currency", "character(3)"),
            ...account.columns.map((one) =>
              one.name === "balance" ? { ...one, type: "numeric(14,2)" } : one,
            ),
          ],
          indexes: account.indexes.slice(1),
        },
      ],
    });
    expect(schemaDiff(live, desired)).toMatchInlineSnapshot(`
      "--- live
      +++ desired
      @@ -1,1 +0,0 @@ schema billing
      -schema billing
      @@ -1,3 +1,4 @@ enum account_kind
       enum account_kind
         'cash'
      +  'card'
         'credit'
      @@ -1,14 +1,14 @@ table account
       table account
         comment 'What people own'
         column id integer NOT NULL GENERATED ALWAYS AS IDENTITY
         column kind account_kind NOT NULL DEFAULT 'cash'::account_kind
      -  column balance numeric(10,2) NOT NULL
      +  column balance numeric(14,2) NOT NULL
         column title text COLLATE C COMMENT 'it''s\\nshown'
      +  column currency character(3) NOT NULL
         primary key (id)  PK_account
         unique (kind, title)  UQ_2
         unique (title) NULLS NOT DISTINCT DEFERRABLE INITIALLY DEFERRED  UQ_1
         check CASE WHEN a THEN b END NOT VALID  CHK_1
         exclusion USING gist (period WITH &&)  XCL_1
         foreign key (owner_id) → user(id) ON DELETE CASCADE  FK_1
      -  index (kind, balance)  IDX_1
         unique index USING gist (lower(title) DESC NULLS LAST) INCLUDE (balance) WITH (fillfactor=70) WHERE balance > 0  IDX_2
      @@ -0,0 +1,2 @@ table transaction
      +table transaction
      +  column id uuid NOT NULL
      @@ -1,2 +0,0 @@ table billing.invoice
      -table billing.invoice
      -  column id integer NOT NULL serial
      "
    `);
  });

  it("of a thousand equal tables is empty", () => {
    const tables = Array.from({ length: 1000 }, (_, number) => ({
      ...account,
      name: `account_${number}`,
    }));
    const large = schema({ tables });
    expect(schemaDiff(large, structuredClone(large))).toBe("");
  });
});
