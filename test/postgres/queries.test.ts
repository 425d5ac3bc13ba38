// How often the database is asked: a number that does not grow with the tables.
import type { Logger } from "typeorm";
import { autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, view } from "../judges/entities";

const tables = (count: number) =>
  Array.from({ length: count }, (_, position) => [
    entity(
      `t${position}`,
      {
        id: { type: "integer", primary: true, generated: true },
        state: { type: "enum", enum: ["in", "out"], default: "in" },
        made: { type: "timestamptz", default: () => "now()" },
        amount: { type: "numeric", precision: 10, scale: 2, default: 0 },
        next: { type: "integer", nullable: true },
      },
      {
        checks: [{ expression: `"amount" >= 0` }],
        indices: [{ columns: ["state"], where: `"state" = 'in'` }],
        foreignKeys: [
          {
            target: `t${(position + 1) % count}`,
            columnNames: ["next"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
    view(`v${position}`, ["id", "amount"], {
      expression: `SELECT id, amount FROM "t${position}" WHERE amount > 0`,
    }),
  ]).flat();

/** What is asked, on an open connection and beside a migrations table, until it is known that nothing differs. */
async function queriesFor(count: number): Promise<string[]> {
  const entities = tables(count);
  const queries: string[] = [];
  const logger: Logger = {
    logQuery: (query) => void queries.push(query),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  const handmade = [
    `CREATE TABLE migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)`,
  ];
  await onDatabase({ from: entities, handmade }, async (url) => {
    const source = dataSourceOf(url, entities, { logger, logging: true });
    await withSource(source, async () => {
      queries.length = 0;
      const { file } = await autogenerate(source, { write: false });
      expect(file).toBeUndefined();
    });
  });
  return queries;
}

it("takes twelve queries at most to find nothing, of five tables and of fifty", async () => {
  const few = await queriesFor(5);
  expect(few.length).toBeLessThanOrEqual(12);
  expect(await queriesFor(50)).toHaveLength(few.length);
});
