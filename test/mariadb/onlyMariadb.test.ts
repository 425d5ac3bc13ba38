// What only MariaDB has: JSON as LONGTEXT, types of its own, checks of a column, ignored indexes, system versioning, sequences.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";

const { there, alike, both } = casesOn("mariadb");
const id = { type: "int", primary: true } as const;
const columns = { id, a: { type: "int" }, n: { type: "varchar" } } as const;
const rows = { thing: [{ id: 1, a: 5, n: "x" }] };

describeOn("mariadb", "only on MariaDB", () => {
  there("a check of a column stays in its definition", {
    from: [entity("thing", columns)],
    to: [entity("thing", { ...columns, a: { type: "int", default: 3 } })],
    handmade: ["ALTER TABLE `thing` MODIFY `a` int NOT NULL CHECK (`a` > 0)"],
    handmadeAfter: [
      "ALTER TABLE `thing` MODIFY `a` int NOT NULL DEFAULT 3 CHECK (`a` > 0)",
    ],
    rows,
  });
  const lent = (rest: EntitySchemaColumnOptions) => [
    entity(
      "lent",
      { id, since: { type: "date" }, until: { type: "date" }, n: rest },
      { checks: [{ name: "ends", expression: "since < until" }] },
    ),
  ];
  const period = [
    "ALTER TABLE `lent` ADD PERIOD FOR `pp`(`since`, `until`)",
    // TypeORM makes no checks.
    "ALTER TABLE `lent` ADD CONSTRAINT `ends` CHECK (`since` < `until`)",
  ];
  there("a period for applications stays beside a check that says the same", {
    from: lent({ type: "smallint" }),
    to: lent({ type: "int" }),
    handmade: period,
    handmadeAfter: period,
    rows: { lent: [{ id: 1, since: "2020-01-01", until: "2021-01-01", n: 7 }] },
  });
  const unseen = (rest: string) => [
    `ALTER TABLE \`thing\` MODIFY \`a\` int NOT NULL INVISIBLE DEFAULT 5${rest}`,
  ];
  there("an invisible column keeps the default without which it cannot be", {
    from: [entity("thing", columns)],
    to: [entity("thing", { ...columns, a: { type: "int", comment: "c" } })],
    handmade: unseen(""),
    handmadeAfter: unseen(" COMMENT 'c'"),
    rows,
    noted: true,
  });
  alike("an invisible column without a default in the entity", {
    from: [entity("thing", columns)],
    to: [entity("thing", columns)],
    handmade: unseen(""),
  });
  const at: EntitySchemaColumnOptions = {
    type: "datetime",
    precision: 3,
    nullable: true,
    default: () => "CURRENT_TIMESTAMP(3)",
    onUpdate: "CURRENT_TIMESTAMP(3)",
  };
  const unseenTime = [
    "ALTER TABLE `thing` MODIFY `at` datetime(3) NULL INVISIBLE DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)",
  ];
  alike("an invisible column that is set whenever its row changes", {
    from: [entity("thing", { ...columns, at })],
    to: [entity("thing", { ...columns, at })],
    handmade: unseenTime,
  });
  there("an invisible column that is set whenever its row changes goes", {
    from: [entity("thing", { ...columns, at })],
    to: [entity("thing", columns)],
    handmade: unseenTime,
    answers: { drops: ["thing.at"] },
    noted: true,
  });
  const compressed = (rest: string) => [
    `ALTER TABLE \`thing\` MODIFY \`n\` varchar(255) COMPRESSED ${rest}`,
  ];
  there("a compressed column stays so", {
    from: [entity("thing", columns)],
    to: [entity("thing", { ...columns, n: { type: "varchar", comment: "c" } })],
    handmade: compressed("NOT NULL"),
    handmadeAfter: compressed("NOT NULL COMMENT 'c'"),
    rows,
    noted: true,
  });
  both(
    "a compressed column becomes longer, of another character set and nullable",
    [
      [entity("thing", columns)],
      [
        entity("thing", {
          ...columns,
          n: { type: "text", nullable: true, charset: "latin1" },
        }),
      ],
    ],
    {
      handmade: compressed("NOT NULL"),
      handmadeAfter: [
        "ALTER TABLE `thing` MODIFY `n` text COMPRESSED CHARACTER SET latin1",
      ],
      rows,
    },
    {
      handmade: [
        "ALTER TABLE `thing` MODIFY `n` text COMPRESSED CHARACTER SET latin1",
      ],
      handmadeAfter: [
        "ALTER TABLE `thing` MODIFY `n` varchar(255) COMPRESSED CHARACTER SET latin1 NOT NULL",
      ],
      answers: { backfills: { "thing.n": "''" } },
      rows,
      noted: true,
    },
  );
  there("a compressed column goes, and comes back so", {
    from: [entity("thing", columns)],
    to: [entity("thing", { id, a: { type: "int" } })],
    handmade: compressed("NOT NULL DEFAULT 'x'"),
    answers: { drops: ["thing.n"] },
    rows,
  });
  alike("a compressed column", {
    from: [entity("thing", columns)],
    to: [entity("thing", columns)],
    handmade: compressed("NOT NULL"),
  });
  both(
    "JSON becomes plain text",
    [
      [entity("thing", { id, j: { type: "json", nullable: true } })],
      [entity("thing", { id, j: { type: "longtext", nullable: true } })],
    ],
    { rows: { thing: [{ id: 1, j: null }] }, notAsSynchronized: true },
  );
  there("a JSON column is renamed, and its own check with it", {
    from: [entity("thing", { id, j: { type: "json" }, a: { type: "int" } })],
    to: [entity("thing", { id, k: { type: "json" }, b: { type: "int" } })],
    handmade: ["ALTER TABLE `thing` MODIFY `a` int NOT NULL CHECK (`a` > 0)"],
    handmadeAfter: [
      "ALTER TABLE `thing` MODIFY `b` int NOT NULL CHECK (`b` > 0)",
    ],
    answers: { renames: { "thing.j": "k", "thing.a": "b" } },
    rows: { thing: [{ id: 1, j: [1], a: 5 }] },
  });
  both(
    "a uuid of characters becomes a native one",
    [
      [entity("thing", { id, u: { type: "varchar", length: 36 } })],
      [entity("thing", { id, u: { type: "uuid" } })],
    ],
    { rows: { thing: [{ id: 1, u: "6b1f1f9e-0d4c-4a44-9d2e-0b0c6d8c1a11" }] } },
  );
  alike("an index that is ignored", {
    from: [
      entity("thing", columns, { indices: [{ name: "i", columns: ["a"] }] }),
    ],
    to: [
      entity("thing", columns, { indices: [{ name: "i", columns: ["a"] }] }),
    ],
    handmade: ["ALTER TABLE `thing` ALTER INDEX `i` IGNORED"],
  });
  there("an ignored index is put back ignored", {
    from: [entity("thing", columns)],
    to: [entity("thing", columns)],
    handmade: ["CREATE INDEX `unseen` ON `thing` (`a` DESC) IGNORED"],
    rows,
  });
  it("leaves sequences and versioned tables alone", async () => {
    await onDatabase(
      {
        from: [entity("thing", columns)],
        handmade: [
          "CREATE TABLE `old` (`id` int) WITH SYSTEM VERSIONING",
          "ALTER TABLE `thing` ADD SYSTEM VERSIONING",
        ],
      },
      async (url) => {
        const found = await check(
          dataSourceOf(url, [entity("thing", columns)]),
        );
        expect(found.operations).toEqual([]);
        expect(found.notices).toEqual([
          {
            subject: "table",
            name: "thing",
            reason: "in the database it is a table with system versioning",
          },
        ]);
      },
      "mariadb",
    );
  });

  it("is known by what it says when the DataSource takes it for MySQL", async () => {
    const options = { type: "mysql" };
    const entities = [
      entity("thing", { ...columns, u: { type: "uuid" }, j: { type: "json" } }),
    ];
    await onDatabase(
      { from: entities, options },
      async (url) => {
        const found = await check(dataSourceOf(url, entities, options));
        expect(found.schemaDiff).toBe("");
        expect(found.clean).toBe(true);
      },
      "mariadb",
    );
  });
});
