// What is set by hand on columns, indexes and whole tables, and stands in no catalog: a change of the column keeps it, and a downgrade brings it back.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, downgrade, upgrade } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { describeOn } from "../servers";

const id = { type: "int", primary: true } as const;
const n = { type: "varchar", length: 20 } as const;
const a = { type: "int" } as const;
const thing = (
  columns: Parameters<typeof entity>[1],
  options: Parameters<typeof entity>[2] = {},
) => [entity("thing", { id, ...columns }, options)];
const rows = { thing: [{ id: 1, n: "x", a: 5 }] };
const other = entity("other", { id });

describeOn("mysql", "set by hand on MySQL", () => {
  const { there, both } = casesOn("mysql");
  const format = (type: string, comment: string) =>
    `ALTER TABLE thing MODIFY n ${type} NOT NULL COLUMN_FORMAT FIXED STORAGE MEMORY SECONDARY_ENGINE_ATTRIBUTE '{"b": "it''s */ COLUMN_FORMAT DYNAMIC"}' COMMENT '${comment}'`;
  both(
    "a column that changes keeps its format, storage and attributes",
    [
      thing({ n: { ...n, comment: "c" }, a }),
      thing({
        n: { ...n, length: 30, comment: "c /*!50606 COLUMN_FORMAT DEFAULT */" },
        a: { type: "bigint" },
      }),
    ],
    {
      handmade: [
        format("varchar(20)", "c"),
        "ALTER TABLE thing MODIFY a int NOT NULL NOT SECONDARY STORAGE DISK",
      ],
      handmadeAfter: [
        format("varchar(30)", "c /*!50606 COLUMN_FORMAT DEFAULT */"),
        "ALTER TABLE thing MODIFY a bigint NOT NULL NOT SECONDARY STORAGE DISK",
      ],
      rows,
      essence: String,
    },
    {
      handmade: [
        format("varchar(30)", "c /*!50606 COLUMN_FORMAT DEFAULT */"),
        "ALTER TABLE thing MODIFY a bigint NOT NULL NOT SECONDARY STORAGE DISK",
      ],
      handmadeAfter: [
        format("varchar(20)", "c"),
        "ALTER TABLE thing MODIFY a int NOT NULL NOT SECONDARY STORAGE DISK",
      ],
    },
  );
  there("a column is filled, and goes by way of a column beside", {
    from: thing({ n, a: { ...a, nullable: true } }),
    to: thing({ n: { type: "int" }, a: { type: "bigint" } }),
    handmade: [
      "ALTER TABLE thing MODIFY n varchar(20) NOT NULL COLUMN_FORMAT FIXED, MODIFY a int COLUMN_FORMAT FIXED",
    ],
    handmadeAfter: [
      "ALTER TABLE thing MODIFY n int NOT NULL COLUMN_FORMAT FIXED, MODIFY a bigint NOT NULL COLUMN_FORMAT FIXED",
    ],
    answers: {
      casts: { "thing.n": "LENGTH(n)" },
      backfills: { "thing.a": "7" },
    },
    rows: { thing: [{ id: 1, n: "xy", a: null }] },
    upgraded: { thing: [{ id: 1, n: 2, a: "7" }] },
    downgraded: { thing: [{ id: 1, a: 7 }] },
  });
  there("a generated column takes no format", {
    from: thing({ n, a: { ...a, nullable: true } }),
    to: thing({
      n,
      a: {
        ...a,
        nullable: true,
        asExpression: "`id` * 2",
        generatedType: "STORED",
      },
    }),
    handmade: ["ALTER TABLE thing MODIFY a int COLUMN_FORMAT FIXED"],
    rows,
    essence: () => 0,
  });
  there("a column and its index go, and come back with what they have", {
    from: thing({ n, a }, { indices: [{ name: "i", columns: ["a"] }] }),
    to: thing({ n }),
    handmade: [
      `ALTER TABLE thing MODIFY a int NOT NULL COLUMN_FORMAT DYNAMIC, DROP INDEX i, ADD INDEX i (a) SECONDARY_ENGINE_ATTRIBUTE '{"i": 1}' COMMENT 'c'`,
      `CREATE INDEX byhand ON thing ((a + 1)) INVISIBLE SECONDARY_ENGINE_ATTRIBUTE '{"i": 2}'`,
    ],
    answers: { drops: ["thing.a"], backfills: { "thing.a": "5" } },
    rows,
  });
  const renamed = (name: string) =>
    thing(
      {
        [name]: n,
        b: {
          type: "varchar",
          length: 50,
          default: () => `(concat(\`${name}\`, 'x'))`,
        },
      },
      { indices: [{ name: "byhand", synchronize: false }] },
    );
  const handmade = (name: string) => [
    `ALTER TABLE thing MODIFY b varchar(50) NOT NULL DEFAULT (concat(\`${name}\`, 'x')) COLUMN_FORMAT FIXED`,
    `CREATE INDEX byhand ON thing ((upper(\`${name}\`))) SECONDARY_ENGINE_ATTRIBUTE '{"i": 2}'`,
  ];
  there("a renamed column, and what reads it", {
    from: renamed("n"),
    to: renamed("m"),
    handmade: handmade("n"),
    handmadeAfter: handmade("m"),
    answers: { renames: { "thing.n": "m" } },
    renamed: () => ({}),
    restless: true,
  });
  there("whole tables", {
    from: [other],
    to: [other],
    handmade: [
      `CREATE TABLE wide (id int PRIMARY KEY) AUTOEXTEND_SIZE=4M SECONDARY_ENGINE_ATTRIBUTE='{"u": "it''s ) COMMENT=\\\\" 2"}' COMPRESSION='zlib' MAX_ROWS=4 STATS_PERSISTENT=1 TABLESPACE innodb_file_per_table COMMENT='a=b MAX_ROWS=5'`,
      "CREATE TABLE second (id int COLUMN_FORMAT FIXED PRIMARY KEY AUTO_INCREMENT) SECONDARY_ENGINE=rapid AUTO_INCREMENT=7",
      "CREATE TABLE `old` (id int PRIMARY KEY) ENGINE=MyISAM PACK_KEYS=1 ROW_FORMAT=FIXED",
    ],
    answers: { drops: ["wide", "second", "old"] },
  });
});

describeOn("mariadb", "set by hand on MariaDB", () => {
  const { there, alike, both } = casesOn("mariadb");
  const place = (
    column: EntitySchemaColumnOptions,
    more: Parameters<typeof entity>[1] = {},
  ) => [entity("place", { id, at: column, ...more })];
  const points = { place: [{ id: 1, at: "POINT(1 2)" }] };
  there("the reference system of a column that changes", {
    from: place({ type: "point" }),
    to: place({ type: "geometry", comment: "c" }),
    handmade: ["ALTER TABLE place MODIFY at point REF_SYSTEM_ID=4326 NOT NULL"],
    handmadeAfter: [
      "ALTER TABLE place MODIFY at geometry REF_SYSTEM_ID=4326 NOT NULL COMMENT 'c'",
    ],
    rows: points,
  });
  alike("a reference system that the entity names", {
    from: place({ type: "point" }),
    to: place({ type: "point", srid: 4326 }),
    rows: points,
  });
  both(
    "a column with a reference system comes",
    [
      place({ type: "point" }),
      place(
        { type: "point" },
        { to: { type: "point", srid: 4326, nullable: true } },
      ),
    ],
    { rows: points },
  );
  it("keeps the reference system, which the server does not print", () =>
    onDatabase(
      {
        from: place({ type: "point" }),
        handmade: [
          "ALTER TABLE place MODIFY at point REF_SYSTEM_ID=4326 NOT NULL",
        ],
        rows: points,
      },
      async (url, directory) => {
        const to = place({ type: "point", comment: "c" });
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Walk",
          directory,
        });
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        const system = () =>
          withSource(migrated, (open) =>
            open.query<Row[]>(
              "SELECT SRID AS srid FROM information_schema.GEOMETRY_COLUMNS WHERE G_TABLE_SCHEMA = DATABASE()",
            ),
          );
        await upgrade(migrated);
        expect(await system()).toEqual([{ srid: 4326 }]);
        await downgrade(migrated, "base");
        expect(await system()).toEqual([{ srid: 4326 }]);
      },
      "mariadb",
    ));
  there("a column and its index go, and come back with what they have", {
    from: thing({ n, a }, { indices: [{ name: "i", columns: ["a"] }] }),
    to: thing({ n }),
    handmade: [
      "ALTER TABLE thing DROP INDEX i, ADD INDEX i (a) KEY_BLOCK_SIZE=8 COMMENT 'c' IGNORED",
    ],
    answers: { drops: ["thing.a"], backfills: { "thing.a": "5" } },
    rows,
  });
  there("whole tables", {
    from: [other],
    to: [other],
    handmade: [
      "CREATE TABLE wide (id int PRIMARY KEY) PAGE_COMPRESSED=1 STATS_PERSISTENT=1 TRANSACTIONAL=1 COMMENT='a=b MAX_ROWS=5'",
    ],
    answers: { drops: ["wide"] },
  });
});
