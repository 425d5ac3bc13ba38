// Expressions that the server does not accept, and servers that may not be asked.
import { check, ExpressionError } from "../../src";
import { onDatabase, refused } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import type { Walk } from "../judges/walk";

const text = { type: "text" } as const;
const number = { type: "integer" } as const;

describe("an expression that the server does not accept is named", () => {
  const from = [entity("person", { name: text, age: number })];
  const person = (
    rest: Parameters<typeof entity>[2],
    columns: Parameters<typeof entity>[1] = {},
  ) =>
    entity(
      "person",
      { name: { ...text, default: "somebody" }, age: number, ...columns },
      {
        ...rest,
        checks: [
          { name: "good", expression: `"age" > 0` },
          ...(rest?.checks ?? []),
        ],
      },
    );
  for (const [kind, to, message] of [
    [
      "a check",
      person({ checks: [{ name: "bad", expression: `"nothing" > 0` }] }),
      /^Check "bad" of table "person": the server does not accept `"nothing" > 0` \(column "nothing" does not exist\)/,
    ],
    [
      "a predicate",
      person({
        indices: [{ name: "some", columns: ["age"], where: `"age" LIKE 'a'` }],
      }),
      /^The predicate of index "some" of table "person": the server does not accept `"age" LIKE 'a'`/,
    ],
    [
      "a default",
      person({}, { age: { ...number, default: () => "no_such_function()" } }),
      /^Column "person.age": the server does not accept the type `integer` with the default `no_such_function\(\)`/,
    ],
    [
      "a default of the wrong type",
      person({}, { age: { ...number, default: "many" } }),
      /^Column "person.age": the server does not accept .* \(invalid input syntax for type integer: "many"\)/,
    ],
  ] as const)
    it(kind, async () => {
      await onDatabase({ from }, async (url) => {
        const found = check(dataSourceOf(url, [to]));
        await expect(found).rejects.toThrow(ExpressionError);
        await expect(found).rejects.toThrow(message);
      });
    });

  refused(
    "on a new table, by the server itself",
    `column "nothing" does not exist`,
    {
      from,
      to: [
        ...from,
        entity("new", {}, { checks: [{ expression: `"nothing" > 0` }] }),
      ],
    },
  );
});

describe("what could not be asked is compared as text, and says so", () => {
  const given: Pick<Walk, "from" | "to"> = {
    from: [
      entity(
        "person",
        { name: { ...text, default: "a" }, age: number },
        {
          checks: [{ name: "good", expression: `"age" > 0` }],
          indices: [{ name: "some", columns: ["age"], where: `"age" > 3` }],
        },
      ),
    ],
    to: [
      entity(
        "person",
        {
          name: { ...text, default: () => "('a')" },
          age: number,
          came: { ...number, nullable: true },
        },
        {
          checks: [{ name: "good", expression: `"age">0` }],
          indices: [{ name: "some", columns: ["age"], where: `"age">3` }],
        },
      ),
    ],
  };
  const restricted = `ta_restricted_${process.pid}`;

  for (const [kind, groundwork, settings] of [
    [
      "without the privilege to make temporary tables",
      [
        `CREATE ROLE ${restricted}`,
        `GRANT USAGE ON SCHEMA public TO ${restricted}`,
        `DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$`,
      ],
      `-c role=${restricted}`,
    ],
    [
      "where transactions may only read",
      [],
      "-c default_transaction_read_only=on",
    ],
  ] as const)
    it(kind, async () => {
      await onDatabase({ ...given, groundwork }, async (url) => {
        const options = {
          extra: { options: settings },
          installExtensions: false,
        };
        try {
          const { operations } = await check(
            dataSourceOf(url, given.to, options),
          );
          const found = operations.map(
            (operation) =>
              `${operation.kind}${"unverified" in operation ? " unverified" : ""}`,
          );
          expect(found.sort()).toEqual([
            "addColumn",
            "addConstraint unverified",
            "alterColumn unverified",
            "createIndex unverified",
            "dropConstraint unverified",
            "dropIndex unverified",
          ]);
        } finally {
          await release(url);
        }
      });
    });

  async function release(url: string): Promise<void> {
    const source = await dataSourceOf(url, []).initialize();
    await source.query(
      `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$`,
    );
    await source.query(
      `DO $$ BEGIN IF to_regrole('${restricted}') IS NOT NULL THEN DROP OWNED BY ${restricted}; DROP ROLE ${restricted}; END IF; END $$`,
    );
    await source.destroy();
  }
});
