// The walk: a ledger whose entities change twice, from an empty database and back to one, with the rows in it kept.
import assert from "node:assert/strict";
import { excerpt, heading, onStage, print, table, type Stage } from "./stage";

async function walk(stage: Stage): Promise<void> {
  heading("The first entities, an empty database: examples/quickstart/v1");
  stage.entities("v1");
  await stage.command(
    ["revision", "--autogenerate", "-m", "Create the ledger"],
    { exit: 0, says: ["Detected added table 'transaction_tag'", "Generating"] },
  );
  excerpt(headerOf(stage.newestMigration()));
  await stage.command(["upgrade"], { exit: 0, says: ["Running upgrade"] });
  await stage.sql(firstRows);
  table(await stage.sql(transactions("note")));

  heading("The entities change: examples/quickstart/v2");
  stage.entities("v2");
  await stage.command(["revision", "--autogenerate", "-m", "Larger amounts"], {
    exit: 0,
    says: [
      "Detected type change from numeric(10,2) to numeric(14,2)",
      "Detected added view 'balance'",
    ],
  });
  excerpt(stage.newestMigration());
  await stage.command(["upgrade"], { exit: 0, says: ["Running upgrade"] });
  await stage.sql(moreRows);
  const balances = await stage.sql(balance);
  table(balances);
  const kept = await stage.sql(transactions("note"));

  heading(
    "A column has another name, and another one is required: examples/quickstart/v3",
  );
  stage.entities("v3");
  await stage.command(
    ["revision", "--autogenerate", "-m", "Say whose account it is"],
    {
      exit: 3,
      says: [
        'Was "transaction"."note" renamed to "transaction"."description"?',
        'What do existing rows get in "account"."owner"?',
      ],
    },
  );
  print("\nA file with an open question refuses to run:");
  await stage.command(["upgrade"], {
    exit: 2,
    says: ["Unanswered, so nothing was run:"],
  });
  print("\nAnswered:");
  await stage.command(
    [
      ...["revision", "--autogenerate", "--amend"],
      ...["--rename", "transaction.note:description"],
      ...["--backfill", "account.owner='nobody yet'"],
    ],
    { exit: 0, says: ["renamed column", "Generating"] },
  );
  excerpt(stage.newestMigration());
  await stage.command(["upgrade"], { exit: 0 });
  await stage.command(["check"], { exit: 0, says: ["No changes detected."] });
  const described = await stage.sql(transactions("description"));
  table(described);
  assert.deepEqual(
    described,
    kept.map(({ note, ...rest }) => ({ ...rest, description: note })),
    "The rows are not what they were.",
  );
  assert.deepEqual(
    await stage.sql(balance),
    balances,
    "The balances are not what they were.",
  );

  heading("And back: one revision, with the rows kept, and then to the base");
  await stage.command(["downgrade", "-1"], { exit: 0 });
  const back = await stage.sql(transactions("note"));
  table(back);
  assert.deepEqual(back, kept, "The rows are not what they were.");
  await stage.command(["downgrade", "base"], { exit: 0 });
  assert.deepEqual(await stage.sql(leftovers), [], "Something is left.");
  print("\nNothing is left in the database.");
}

const headerOf = (source: string): string =>
  /\/\*\*.*?\*\//s.exec(source)?.[0] ?? "";

const firstRows = `
  INSERT INTO account (name, kind) VALUES ('Purse', 'cash'), ('Savings', DEFAULT);
  INSERT INTO category (name) VALUES ('Food');
  INSERT INTO category (name, parent_id) SELECT 'Bakery', id FROM category;
  INSERT INTO tag (name) VALUES ('weekend'), ('shared');
  INSERT INTO transaction (account_id, category_id, booked_on, amount, note)
    SELECT account.id, category.id, '2026-01-03', -4.20, 'Two loaves'
      FROM account, category WHERE account.name = 'Purse' AND category.name = 'Bakery';
  INSERT INTO transaction (account_id, booked_on, amount, note)
    SELECT id, '2026-01-31', 1250.00, 'Salary' FROM account WHERE name = 'Savings';
  INSERT INTO transaction_tag (transaction_id, tag)
    SELECT transaction.id, tag.name FROM transaction, tag WHERE note = 'Two loaves';`;

const moreRows = `
  INSERT INTO transaction (account_id, booked_on, amount, note)
    SELECT id, '2026-02-01', -80.00, 'To the purse' FROM account WHERE name = 'Savings';
  UPDATE account SET closed = true WHERE name = 'Savings';`;

const transactions = (text: "note" | "description"): string => `
  SELECT account.name AS account, category.name AS category, transaction.amount, transaction.${text},
         string_agg(transaction_tag.tag, ', ' ORDER BY transaction_tag.tag) AS tags
    FROM transaction
    JOIN account ON account.id = transaction.account_id
    LEFT JOIN category ON category.id = transaction.category_id
    LEFT JOIN transaction_tag ON transaction_tag.transaction_id = transaction.id
   GROUP BY account.name, category.name, transaction.id
   ORDER BY transaction.booked_on`;

const balance = "SELECT name, balance FROM balance ORDER BY name";

/** Whatever is in the database, besides the tables that are TypeORM's own: the list of applied migrations, and its notes on views. */
const leftovers = `
  SELECT relname AS name FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')
     AND relname NOT IN ('migrations', 'migrations_id_seq', 'typeorm_metadata')
  UNION ALL
  SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
  UNION ALL
  SELECT name FROM migrations
  UNION ALL
  SELECT name FROM typeorm_metadata`;

print("Starting an embedded PostgreSQL …");
onStage(walk).catch((error: unknown) => {
  print(`\n${error instanceof Error ? error.message : String(error)}`);
  print("The walk ends here: that is not what was promised.");
  process.exitCode = 1;
});
