// Sessions with settings that cut answers, refuse statements or print otherwise: nothing of it is noticed.
import * as mysql2 from "mysql2";
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import {
  dataSourceOf,
  rowsOf,
  schemaOf,
  withSource,
  type AnyEntity,
} from "../judges/database";
import { entity, type Row, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

/** The driver, whose every connection begins with these settings. */
const beginningWith = (settings: string): object => ({
  driver: {
    ...mysql2,
    createPool: (options: mysql2.PoolOptions) => {
      const pool = mysql2.createPool(options);
      pool.on("connection", (connection) => {
        connection.query(`SET SESSION ${settings}`);
      });
      return pool;
    },
  },
});

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const id = { type: "int", primary: true } as const;
const before = [
  entity("thing", {
    id,
    v: { type: "varchar", length: 50 },
    n: { type: "int" },
  }),
  entity("other", { id }),
];
/** What TypeORM writes down in a table that has no key is apart from the rest. */
const changed = (noted: Columns = {}): AnyEntity[] => [
  entity(
    "thing",
    {
      id,
      v: {
        type: "varchar",
        length: 60,
        default: () => "(concat('x', upper('y')))",
      },
      n: { type: "bigint" },
      more: { type: "int" },
      bytes: { type: "binary", length: 3, default: () => "x'00ff'" },
      state: { type: "enum", enum: ["in", "😀"], default: "😀" },
      long: { type: "varchar", length: 700, nullable: true },
      ...noted,
    },
    {
      checks: [{ name: "positive", expression: "n > 0" }],
      indices: [{ name: "longs", columns: ["long"] }],
    },
  ),
  entity("other", { id }),
];
const after = [
  ...changed({
    twice: { type: "int", asExpression: "`n` * 2", nullable: true },
  }),
  view("things", ["id", "w"], {
    expression: "SELECT `id`, concat(`v`, 'x') AS `w` FROM `thing`",
  }),
  view("wide_things", ["id", "w"], {
    expression: "SELECT * FROM `things`",
    dependsOn: ["things"],
  }),
];

const common = [
  "sql_select_limit = 1",
  "sql_safe_updates = 1",
  "sql_quote_show_create = 0",
  "sql_big_selects = 0, max_join_size = 1",
  "default_tmp_storage_engine = MEMORY",
  "sql_auto_is_null = 1",
];
const settingsOf = {
  mysql: [
    ...common,
    "sql_generate_invisible_primary_key = 1",
    "use_secondary_engine = FORCED",
    "show_create_table_verbosity = 1",
  ],
  mariadb: [...common, "default_storage_engine = MEMORY"],
};
const readOnly = { mysql: "transaction_read_only", mariadb: "tx_read_only" };

onBoth((_, kind) => {
  const thereAndBack = (
    settings: string,
    to: readonly AnyEntity[],
  ): Promise<void> =>
    onDatabase(
      { from: before, rows: { thing: [{ id: 1, v: "a", n: 7 }] } },
      async (url) => {
        const session = beginningWith(settings);
        const stood = [await schemaOf(url), await rowsOf(url)];
        expect(await check(dataSourceOf(url, before, session))).toMatchObject({
          clean: true,
        });
        const { file, questions } = await autogenerate(
          dataSourceOf(url, to, session),
          {
            message: "There",
            write: false,
            answers: { backfills: { "thing.more": "n + 1" } },
          },
        );
        expect(questions).toEqual([]);
        const migrated = () =>
          dataSourceOf(url, to, {
            ...session,
            migrations: [migrationClass(file?.source ?? "")],
          });
        await upgrade(migrated());
        for (const options of [session, {}])
          expect(await check(dataSourceOf(url, to, options))).toMatchObject({
            schemaDiff: "",
            clean: true,
          });
        await downgrade(migrated(), "base");
        const [schema, rows] = [await schemaOf(url), await rowsOf(url)];
        expect([schema, rows]).toEqual(stood);
      },
      kind,
    );

  it.each(settingsOf[kind])("%s", (settings) => thereAndBack(settings, after));

  it.each([...settingsOf[kind], `${readOnly[kind]} = 1`])(
    "%s is there again after a call",
    (settings) =>
      onDatabase(
        { from: before },
        async (url) => {
          const names = settings.split(", ").map((one) => one.split(" = ")[0]);
          await withSource(
            dataSourceOf(url, before, {
              ...beginningWith(settings),
              extra: { connectionLimit: 1 },
            }),
            async (source) => {
              const read = (): Promise<readonly Row[]> =>
                source.query(
                  `SELECT ${names.map((name) => `@@SESSION.${name}`).join(", ")} LIMIT 1`,
                );
              const stood = await read();
              expect((await check(source)).clean).toBe(true);
              expect(await read()).toEqual(stood);
            },
          );
        },
        kind,
      ),
  );

  it("reads in a session that only reads, and says so before it migrates", () =>
    onDatabase(
      { from: before },
      async (url) => {
        const session = beginningWith(`${readOnly[kind]} = 1`);
        const { upgrade: found } = await autogenerate(
          dataSourceOf(url, after, session),
          { write: false, answers: { backfills: { "thing.more": "1" } } },
        );
        expect(found).not.toEqual([]);
        await expect(
          upgrade(dataSourceOf(url, after, session)),
        ).rejects.toThrow(`This session only reads (${readOnly[kind]} is on)`);
      },
      kind,
    ));

  if (kind === "mysql")
    it("sql_require_primary_key = 1", async () => {
      await thereAndBack("sql_require_primary_key = 1", changed());
    });
});
