// What only MySQL has: functional and invisible indexes, reference systems, checks that are not enforced, parsers.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { describeOn } from "../servers";
import { saidOn } from "../judges/said";

const { there, alike, both, refused } = casesOn("mysql");
const id = { type: "int", primary: true } as const;
const columns = { id, a: { type: "int" }, n: { type: "varchar" } } as const;
const rows = { thing: [{ id: 1, a: 5, n: "x" }] };

const placed = (srid: number) =>
  entity(
    "place",
    { id, at: { type: "point", srid } },
    { indices: [{ columns: ["at"], spatial: true }] },
  );

describeOn("mysql", "only on MySQL", () => {
  there("indexes that no entity can declare are put back whole", {
    from: [entity("thing", columns)],
    to: [entity("thing", columns)],
    handmade: [
      "CREATE INDEX `functional` ON `thing` ((`a` * 2) DESC, `n`)",
      "CREATE INDEX `unseen` ON `thing` (`a`) INVISIBLE",
      "CREATE FULLTEXT INDEX `parsed` ON `thing` (`n`) WITH PARSER ngram",
    ],
    rows,
  });
  there(
    "a functional index, a check and an expression default follow a renamed column",
    {
      from: [entity("thing", columns)],
      to: [
        entity("thing", {
          id,
          b: { type: "int" },
          n: { type: "varchar", default: () => "(concat('n', `b`))" },
        }),
      ],
      handmade: [
        "CREATE INDEX `functional` ON `thing` ((`a` * 2))",
        "ALTER TABLE `thing` ADD CHECK (`a` > 0), MODIFY `n` varchar(255) NOT NULL DEFAULT (concat('n', `a`))",
      ],
      answers: { renames: { "thing.a": "b" } },
      rows,
      restless: true,
      notAsSynchronized: true,
    },
  );
  const kept = (column: string) =>
    entity(
      "thing",
      { id, [column]: { type: "int" }, n: { type: "varchar" } },
      { indices: [{ name: "functional", synchronize: false }] },
    );
  there("a functional index that is kept by hand follows renamed columns", {
    from: [kept("a")],
    to: [kept("b")],
    handmade: [
      "CREATE UNIQUE INDEX `functional` ON `thing` ((concat(`n`, '`a`', `a` * 2)) DESC, `a`) COMMENT 'c'",
    ],
    handmadeAfter: [
      "CREATE UNIQUE INDEX `functional` ON `thing` ((concat(`n`, '`a`', `b` * 2)) DESC, `b`) COMMENT 'c'",
    ],
    answers: { renames: { "thing.a": "b" } },
    rows,
    upgraded: { thing: [{ id: 1, b: 5, n: "x" }] },
  });
  there("a functional index goes with its column, and comes back", {
    from: [entity("thing", columns)],
    to: [entity("thing", { id, n: { type: "varchar" } })],
    handmade: ["CREATE INDEX `functional` ON `thing` ((`a` * 2) DESC, `n`)"],
    rows,
  });
  const ageless = entity(
    "thing",
    { id, n: { type: "varchar" } },
    { indices: [{ name: "functional", synchronize: false }] },
  );
  there("one that is kept by hand goes with its column, and comes back", {
    from: [kept("a")],
    to: [ageless],
    handmade: [
      "CREATE UNIQUE INDEX `functional` ON `thing` ((`a` * 2) DESC, `n`) COMMENT 'c'",
    ],
    rows,
  });
  there("one on a column that is made anew is kept by hand", {
    from: [
      entity(
        "thing",
        {
          id,
          g: {
            type: "int",
            asExpression: "id * 2",
            generatedType: "VIRTUAL",
            nullable: true,
          },
        },
        { indices: [{ name: "functional", synchronize: false }] },
      ),
    ],
    to: [
      entity(
        "thing",
        {
          id,
          g: {
            type: "int",
            asExpression: "id * 2",
            generatedType: "STORED",
            nullable: true,
          },
        },
        { indices: [{ name: "functional", synchronize: false }] },
      ),
    ],
    handmade: ["CREATE INDEX `functional` ON `thing` ((`g` + 1))"],
    handmadeAfter: ["CREATE INDEX `functional` ON `thing` ((`g` + 1))"],
    rows: { thing: [{ id: 1 }] },
  });
  it.each(["a", "b", undefined])(
    "keeps characters of four bytes in expressions, which SHOW CREATE TABLE does not show (%s)",
    async (column) => {
      const pair = (name: string | undefined) => [
        entity(
          "thing",
          {
            id,
            n: { type: "varchar" },
            ...(name && { [name]: { type: "varchar", nullable: true } }),
            made: {
              type: "varchar",
              length: 300,
              asExpression: "concat(`n`, '😀é')",
              nullable: true,
            },
          },
          {
            indices: [{ name: "kept", synchronize: false }],
            checks: [{ name: "odd", expression: "`n` <> '😁??'" }],
          },
        ),
      ];
      const [from, to] = [pair("a"), pair(column)];
      await onDatabase(
        {
          from,
          handmade: [
            "ALTER TABLE thing ADD CONSTRAINT odd CHECK (`n` <> '😁??')",
            "CREATE INDEX kept ON thing ((concat(`a`, '😀?é')))",
            "CREATE INDEX stray ON thing ((concat(`a`, '😁????')))",
          ],
        },
        async (url, directory) => {
          const expressions = () =>
            withSource(dataSourceOf(url, []), (source) =>
              source.query<Row[]>(
                `SELECT INDEX_NAME AS name, HEX(EXPRESSION) AS text FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND EXPRESSION IS NOT NULL
                  UNION ALL SELECT COLUMN_NAME, HEX(GENERATION_EXPRESSION) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND GENERATION_EXPRESSION <> ''
                  UNION ALL SELECT CONSTRAINT_NAME, HEX(CHECK_CLAUSE) FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY 1`,
              ),
            );
          const before = await expressions();
          expect(before).toHaveLength(4);
          const { file } = await autogenerate(dataSourceOf(url, to), {
            message: "Walk",
            directory,
            answers:
              column === undefined
                ? { drops: ["thing.a"] }
                : column === "b"
                  ? { renames: { "thing.a": "b" } }
                  : {},
          });
          const migrated = dataSourceOf(url, to, {
            migrations: [migrationClass(file?.source ?? "")],
          });
          await upgrade(migrated);
          expect(await check(migrated)).toMatchObject({ clean: true });
          await downgrade(migrated, "base");
          expect(await expressions()).toEqual(before);
        },
        "mysql",
      );
    },
  );
  for (const srid of [4326, 0])
    there(`a column with a spatial index gets the reference system ${srid}`, {
      from: [placed(srid)],
      to: [placed(srid)],
      rows: { place: [{ id: 1, at: "POINT(1 2)" }] },
      // TypeORM makes the column without it.
      notAsSynchronized: true,
    });
  alike("an index that is invisible", {
    from: [
      entity("thing", columns, { indices: [{ name: "i", columns: ["a"] }] }),
    ],
    to: [
      entity("thing", columns, { indices: [{ name: "i", columns: ["a"] }] }),
    ],
    handmade: ["ALTER TABLE `thing` ALTER INDEX `i` INVISIBLE"],
  });
  there("a column that is invisible stays so", {
    from: [entity("thing", columns)],
    to: [entity("thing", { ...columns, n: { type: "varchar", length: 99 } })],
    handmade: ["ALTER TABLE `thing` ALTER COLUMN `n` SET INVISIBLE"],
    handmadeAfter: ["ALTER TABLE `thing` ALTER COLUMN `n` SET INVISIBLE"],
  });
  alike("a check that is not enforced", {
    from: [entity("thing", columns)],
    to: [
      entity("thing", columns, {
        checks: [{ name: "c", expression: "a > 0" }],
      }),
    ],
    handmade: [
      "ALTER TABLE `thing` ADD CONSTRAINT `c` CHECK (`a` > 0) NOT ENFORCED",
    ],
  });
  both(
    "a parser of a full-text index",
    [
      [
        entity("thing", columns, {
          indices: [{ name: "f", columns: ["n"], fulltext: true }],
        }),
      ],
      [
        entity("thing", columns, {
          indices: [
            { name: "f", columns: ["n"], fulltext: true, parser: "ngram" },
          ],
        }),
      ],
    ],
    { rows, restless: true },
  );
  const point = (srid?: number) => [
    entity("thing", {
      id,
      p: { type: "point", ...(srid === undefined ? {} : { srid }) },
    }),
  ];
  there("a reference system comes", {
    from: point(),
    to: point(4326),
    notAsSynchronized: true,
  });
  const here = "POINT(1 2)";
  refused("values of another reference system", /does not match the SRID/, {
    from: point(),
    to: point(4326),
    rows: { thing: [{ id: 1, p: here }] },
  });
  saidOn("mysql")(
    "values of another reference system are counted",
    [
      [
        "DOES_NOT_FIT",
        "fails on values that do not fit: 1 row in this database",
      ],
    ],
    {
      from: point(),
      to: point(4326),
      rows: { thing: [{ id: 1, p: here }] },
    },
    ["cast"],
  );
  for (const [before, after] of [
    [0, 4326],
    [undefined, 4326],
  ])
    there(`values go from the reference system ${before} to ${after}`, {
      from: point(),
      to: point(after),
      handmade:
        before === undefined
          ? []
          : [
              `ALTER TABLE \`thing\` MODIFY \`p\` point NOT NULL SRID ${before}`,
            ],
      handmadeAfter: [],
      rows: { thing: [{ id: 1, p: here }] },
      answers: { casts: { "thing.p": "ST_SRID(`p`, 4326)" } },
      upgraded: { thing: [{ id: 1 }] },
      downgraded: { thing: [{ id: 1 }] },
      notAsSynchronized: true,
    });
  there("a reference system that the entity says nothing about stays", {
    from: point(),
    to: [entity("thing", { id, p: { type: "point", comment: "where" } })],
    handmade: ["ALTER TABLE `thing` MODIFY `p` point NOT NULL SRID 4326"],
    handmadeAfter: [
      "ALTER TABLE `thing` MODIFY `p` point NOT NULL COMMENT 'where' SRID 4326",
    ],
  });
  there("it stays where the column takes other shapes too", {
    from: point(),
    to: [entity("thing", { id, p: { type: "geometry" } })],
    handmade: ["ALTER TABLE `thing` MODIFY `p` point NOT NULL SRID 4326"],
    handmadeAfter: [
      "ALTER TABLE `thing` MODIFY `p` geometry NOT NULL SRID 4326",
    ],
  });
});
