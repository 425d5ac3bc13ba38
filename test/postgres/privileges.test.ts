// What a role may not do, and what the server does not accept: said plainly, and nothing is left behind.
import { randomBytes } from "node:crypto";
import {
  autogenerate,
  check,
  ExpressionError,
  PrivilegeError,
  upgrade,
} from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf, withSource } from "../judges/database";
import { entity, view } from "../judges/entities";
import { testServer } from "../servers";

const person = (
  age: object = { default: 7 },
  check = `"age" > 0`,
  where = `"age" > 18`,
) =>
  entity(
    "person",
    {
      name: { type: "varchar", length: 50, default: "Ann" },
      age: { type: "integer", ...age },
      state: { type: "enum", enum: ["in", "out"], default: "in" },
    },
    {
      checks: [{ name: "positive", expression: check }],
      indices: [{ name: "adults", columns: ["name"], where }],
    },
  );

const role = `ta_${randomBytes(4).toString("hex")}`;
const administered = async (...statements: string[]): Promise<void> => {
  const { url } = await testServer("postgres");
  await withSource(dataSourceOf(url, []), async (source) => {
    for (const sql of statements) await source.query(sql);
  });
};

beforeAll(() => administered(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`));
afterAll(() => administered(`DROP ROLE ${role}`));

/** A database in which nobody but its owner may make anything, and its address for the role. */
async function asRole(
  grants: readonly string[],
  work: (url: string) => Promise<void>,
): Promise<void> {
  const handmade = [
    `DO $$ BEGIN EXECUTE format('REVOKE TEMP, CREATE ON DATABASE %I FROM PUBLIC', current_database()); END $$`,
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    `CREATE TABLE migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)`,
    `CREATE VIEW theirs AS SELECT name FROM person`,
    `CREATE TABLE typeorm_metadata ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar, "name" varchar, "value" text)`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    ...grants,
  ];
  await onDatabase({ from: [person()], handmade }, async (url) => {
    const address = new URL(url);
    address.username = role;
    address.password = "secret";
    try {
      await work(address.href);
    } finally {
      await withSource(dataSourceOf(url, []), (source) =>
        source.query(`DROP OWNED BY ${role}`),
      );
    }
  });
}

describe("a role that may make no temporary tables", () => {
  const grants = [`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`];

  it("gets texts compared, and is told so", async () => {
    await asRole(grants, async (url) => {
      const { operations } = await check(dataSourceOf(url, [person()]));
      expect(operations.length).toBeGreaterThan(0);
      for (const operation of operations)
        expect(operation).toMatchObject({ unverified: true });
    });
  });

  it("finds what really differs", async () => {
    await asRole(grants, async (url) => {
      const { operations } = await check(
        dataSourceOf(url, [person({ default: 8 })]),
      );
      expect(operations).toContainEqual(
        expect.objectContaining({
          kind: "alterColumn",
          to: expect.objectContaining({ name: "age" }) as unknown,
          unverified: true,
        }),
      );
    });
  });

  it("finds a view of an entity to be made anew, unless its text is the server's own", async () => {
    const theirs = (expression: string) => [
      person({ default: () => "7" }, "(age > 0)", "(age > 18)"),
      view("theirs", ["name"], { expression }),
    ];
    await asRole(grants, async (url) => {
      const { operations } = await check(
        dataSourceOf(url, theirs(`SELECT "name" FROM "person"`)),
      );
      expect(operations).toMatchObject([
        { kind: "alterView", unverified: true },
      ]);
      const [text] = await withSource(dataSourceOf(url, []), (opened) =>
        opened.query<{ sql: string }[]>(
          "SELECT pg_get_viewdef('theirs'::regclass) AS sql",
        ),
      );
      expect(
        await check(dataSourceOf(url, theirs(text?.sql ?? ""))),
      ).toMatchObject({ clean: true });
    });
  });

  it("finds nothing where the texts are the server's own", async () => {
    await asRole(grants, async (url) => {
      const { schemaDiff, clean } = await check(
        dataSourceOf(url, [
          person({ default: () => "7" }, "(age > 0)", "(age > 18)"),
        ]),
      );
      expect(schemaDiff).toBe("");
      expect(clean).toBe(true);
    });
  });
});

it("a role that may read catalogs only gets a check", async () => {
  await asRole([], async (url) => {
    const { operations } = await check(
      dataSourceOf(url, [
        person({ default: () => "7" }, "(age > 0)", "(age > 18)"),
        entity("pet", {}),
      ]),
    );
    expect(operations.map(({ kind }) => kind)).toEqual(["createTable"]);
  });
});

it("a role that may make no extension is told what is missing, whatever its types", async () => {
  const temporary = `DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO ${role}', current_database()); END $$`;
  await asRole([temporary], async (url) => {
    const { operations } = await check(
      dataSourceOf(url, [
        person(),
        entity("pet", { name: { type: "citext", default: "it''s" } }),
      ]),
    );
    expect(operations.map(({ kind }) => kind)).toEqual([
      "createExtension",
      "createTable",
    ]);
  });
});

describe("a role that sees less than there is", () => {
  const elsewhere = entity("elsewhere", {}, { schema: "closed" });

  it("is told which schema it may not use", async () => {
    await asRole(["CREATE SCHEMA closed"], async (url) => {
      const found = check(dataSourceOf(url, [person(), elsewhere]));
      await expect(found).rejects.toThrow(PrivilegeError);
      await expect(found).rejects.toThrow(
        `GRANT USAGE ON SCHEMA "closed" TO "${role}"`,
      );
    });
  });

  it("is told that no schema of its search path is open to it", async () => {
    const grants = [`REVOKE USAGE ON SCHEMA public FROM PUBLIC, ${role}`];
    await asRole(grants, async (url) => {
      const found = check(dataSourceOf(url, [person()]));
      await expect(found).rejects.toThrow(PrivilegeError);
      await expect(found).rejects.toThrow(
        /search_path \("\$user", public\).*GRANT USAGE ON SCHEMA/,
      );
    });
  });

  it("is told that it may not read which migrations are applied", async () => {
    await asRole([], async (url) => {
      class First1700000000000 {
        name = "First1700000000000";
        up = () => Promise.resolve();
        down = () => Promise.resolve();
      }
      const source = dataSourceOf(url, [person()], {
        migrations: [First1700000000000],
      });
      const found = check(source);
      await expect(found).rejects.toThrow(PrivilegeError);
      await expect(found).rejects.toThrow(/"migrations".*SELECT/);
      await expect(upgrade(source)).rejects.toThrow(PrivilegeError);
    });
  });

  const drops = { answers: { drops: ["stray"] } };

  it("is told that rows are not counted", async () => {
    const grants = [
      "CREATE TABLE stray (id integer PRIMARY KEY)",
      "INSERT INTO stray VALUES (1)",
    ];
    await asRole(grants, async (url) => {
      const { hazards } = await check(dataSourceOf(url, [person()]), drops);
      expect(hazards.map(({ message }) => message)).toContain(
        "loses data: rows (not counted)",
      );
    });
  });

  it("counts no rows where it would not see all of them", async () => {
    const grants = [
      "CREATE TABLE stray (id integer PRIMARY KEY)",
      "INSERT INTO stray VALUES (1)",
      "ALTER TABLE stray ENABLE ROW LEVEL SECURITY",
      `GRANT SELECT ON stray TO ${role}`,
    ];
    await asRole(grants, async (url) => {
      const { hazards } = await check(dataSourceOf(url, [person()]), drops);
      expect(hazards.map(({ message }) => message)).toContain(
        "loses data: rows (not counted)",
      );
    });
  });
});

it("a connection that may only read gets texts compared, and is told so", async () => {
  await onDatabase({ from: [person()] }, async (url) => {
    const readOnly = {
      extra: { options: "-c default_transaction_read_only=on" },
    };
    const { operations, questions } = await check(
      dataSourceOf(url, [person({ default: 8 })], readOnly),
    );
    expect(questions).toEqual([]);
    expect(operations).toContainEqual(
      expect.objectContaining({
        kind: "alterColumn",
        to: expect.objectContaining({ name: "age" }) as unknown,
        unverified: true,
      }),
    );
  });
});

describe("what the server does not accept is named", () => {
  const wrong: Readonly<Record<string, readonly [RegExp, object]>> = {
    "a check": [
      /Check "positive" of table "person".*"salary" > 0/,
      person({ default: 7 }, `"salary" > 0`),
    ],
    "a check's syntax": [
      /Check "positive" of table "person".*age >/,
      person({ default: 7 }, `age >`),
    ],
    "a predicate": [
      /index "adults" of table "person".*nobody\(\)/,
      person({ default: 7 }, `"age" > 0`, "nobody()"),
    ],
    "a default": [
      /Column "person.age".*nobody\(\)/,
      person({ default: () => "nobody()" }),
    ],
    "a default of another type": [
      /Column "person.age".*seven/,
      person({ default: "seven" }),
    ],
  };
  for (const [name, [message, entities]] of Object.entries(wrong))
    it(name, async () => {
      await onDatabase({ from: [person()] }, async (url, directory) => {
        const before = await schemaOf(url);
        const source = dataSourceOf(url, [
          entities as ReturnType<typeof person>,
        ]);
        await withSource(source, async () => {
          const attempt = autogenerate(source, { directory });
          await expect(attempt).rejects.toThrow(ExpressionError);
          await expect(attempt).rejects.toThrow(message);
          // The connection goes back to the pool without a transaction or a temporary table.
          expect(
            await source.query(
              "SELECT relname FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'",
            ),
          ).toEqual([]);
        });
        expect(await schemaOf(url)).toBe(before);
      });
    });
});
