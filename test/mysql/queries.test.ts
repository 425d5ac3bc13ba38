// How often the database is asked: a number that does not grow with the tables.
import type { EntitySchemaColumnOptions, Logger } from "typeorm";
import { autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth, type Kind } from "./onBoth";

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const tables = (count: number, more: Columns = {}) =>
  Array.from({ length: count }, (_, position) =>
    entity(
      `t${position}`,
      {
        id: { type: "int", primary: true, generated: true },
        state: { type: "enum", enum: ["in", "out"], default: "in" },
        made: { type: "datetime", precision: 6, default: () => "now(6)" },
        amount: { type: "decimal", precision: 10, scale: 2, default: 0 },
        twice: { type: "int", asExpression: "next * 2", nullable: true },
        next: { type: "int", nullable: true },
        ...more,
      },
      {
        checks: [{ expression: "amount >= 0" }],
        indices: [{ columns: ["state"] }],
        foreignKeys: [
          {
            target: `t${(position + 1) % count}`,
            columnNames: ["next"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
  );

/** What is asked, on an open connection and beside a migrations table, until it is known that nothing differs. */
async function queriesFor(
  count: number,
  kind: Kind,
  more?: Columns,
): Promise<string[]> {
  const entities = tables(count, more);
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
    "CREATE TABLE migrations (id int AUTO_INCREMENT PRIMARY KEY, `timestamp` bigint NOT NULL, name varchar(255) NOT NULL)",
    ...entities.map(
      (_, position) =>
        `ALTER TABLE t${position} ADD CONSTRAINT c${position} CHECK (amount >= 0)`,
    ),
  ];
  await onDatabase(
    { from: entities, handmade },
    async (url) => {
      const source = dataSourceOf(url, entities, { logger, logging: true });
      await withSource(source, async () => {
        queries.length = 0;
        const { operations } = await autogenerate(source, { write: false });
        expect(operations.map(({ kind: found }) => found)).toEqual(
          entities.map(() => "renameConstraint"),
        );
      });
    },
    kind,
  );
  return queries;
}

onBoth((_, kind) => {
  it("takes thirteen queries at most, of five tables and of fifty", async () => {
    const few = await queriesFor(5, kind);
    expect(few.length).toBeLessThanOrEqual(13);
    expect(await queriesFor(50, kind)).toHaveLength(few.length);
  });

  it("takes four more for what the catalogs cannot show", async () => {
    const more: Columns = {
      bytes: { type: "binary", length: 3, default: () => "x'00ff'" },
      text: { type: "varchar", length: 9, default: "😀" },
      label: { type: "enum", enum: ["a😀", "b"], default: "a😀" },
    };
    const few = await queriesFor(5, kind, more);
    expect(few.length).toBeLessThanOrEqual(17);
    expect(await queriesFor(50, kind, more)).toHaveLength(few.length);
  });
});
