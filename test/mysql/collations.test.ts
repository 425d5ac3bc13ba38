// Character sets and collations: a column's own where the entity says so, and otherwise the one that it has.
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const thing = (v: object) => [
  entity("thing", { id, v: { type: "varchar", ...v } }),
];

onBoth(({ both, there, alike }, kind) => {
  const rows = { thing: [{ id: 1, v: "ä" }] };
  both(
    "a collation comes",
    [
      thing({ collation: "utf8mb4_unicode_ci" }),
      thing({ collation: "utf8mb4_bin" }),
    ],
    { rows },
  );
  both(
    "a character set comes",
    [
      thing({ charset: "latin1" }),
      thing({ charset: "utf8mb3", collation: "utf8mb3_bin" }),
    ],
    { rows },
  );
  both(
    "a table with such columns",
    [
      [entity("other", { id })],
      [entity("other", { id }), ...thing({ charset: "latin1" })],
    ],
    {},
    { answers: { drops: ["thing"] } },
  );
  there("an enum with a collation, of which TypeORM's own SQL makes an error", {
    from: [entity("thing", { id, e: { type: "enum", enum: ["a"] } })],
    to: [
      entity("thing", {
        id,
        e: { type: "enum", enum: ["a"], collation: "utf8mb4_bin" },
      }),
    ],
    rows: { thing: [{ id: 1, e: "a" }] },
    notAsSynchronized: true,
  });
  alike("the usual collation of a character set", {
    from: thing({ charset: "latin1" }),
    to: thing({ collation: "latin1_swedish_ci" }),
  });
  alike("a collation that the entity says nothing about", {
    from: thing({ collation: "utf8mb4_bin" }),
    to: thing({}),
  });
  alike("a table's collation, said again for a column", {
    from: thing({}),
    to: thing({ collation: "utf8mb4_unicode_ci" }),
    handmade: [
      "ALTER TABLE `thing` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
    ],
  });
  there("what the entity is silent about goes through another change", {
    from: [
      entity("thing", {
        id,
        v: { type: "varchar" },
        z: { type: "int", unsigned: true },
        t: { type: "tinyint" },
      }),
    ],
    to: [
      entity("thing", {
        id,
        v: { type: "varchar", length: 100 },
        z: { type: "int", unsigned: true, comment: "z" },
        t: { type: "tinyint", default: 1 },
      }),
    ],
    handmade: [
      "ALTER TABLE `thing` MODIFY `v` varchar(255) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL, MODIFY `z` int(5) unsigned zerofill NOT NULL, MODIFY `t` tinyint(1) NOT NULL",
    ],
    handmadeAfter: [
      "ALTER TABLE `thing` MODIFY `v` varchar(100) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL, MODIFY `z` int(5) unsigned zerofill NOT NULL COMMENT 'z', MODIFY `t` tinyint(1) NOT NULL DEFAULT 1",
    ],
    rows: { thing: [{ id: 1, v: "ä", z: 7, t: 1 }] },
    restless: true,
  });

  describe("of what refers to text", () => {
    const key = { type: "varchar", length: 36, primary: true } as const;
    const referring = (name: string, columns: object, column = "ownerId") =>
      entity(
        name,
        {
          id,
          [column]: { type: "varchar", length: 36, nullable: true },
          ...columns,
        },
        {
          foreignKeys: [
            {
              target: "owner",
              columnNames: [column],
              referencedColumnNames: ["id"],
            },
          ],
        },
      );
    const owner = entity("owner", { id: key });
    const other = { collation: "utf8mb4_bin" } as const;
    const foreign = referring("pet", {
      ownerId: { type: "varchar", length: 36, nullable: true, ...other },
    });
    it.each([
      ["new tables", [], [owner, foreign]],
      ["a new table", [owner], [owner, foreign]],
      ["a new column", [owner, entity("pet", { id })], [owner, foreign]],
      [
        "a key that has another from now on",
        [owner, referring("pet", {})],
        [owner, foreign],
      ],
    ] as const)(
      "another collation than that of the key is an error: %s",
      (_name, from, to) =>
        onDatabase(
          { from },
          async (url) => {
            const before = await schemaOf(url);
            await expect(check(dataSourceOf(url, to))).rejects.toThrow(
              /^Foreign key from "pet.ownerId" to "owner.id": the one has the collation utf8mb4_bin, the other utf8mb4_\w+, and the server takes no key/,
            );
            expect(await schemaOf(url)).toBe(before);
          },
          kind,
        ),
    );
    // MariaDB takes no such key in any way.
    if (kind === "mysql")
      alike("another collation than that of a key that is there", {
        from: [owner, referring("pet", {})],
        to: [owner, foreign],
        handmade: [
          "SET FOREIGN_KEY_CHECKS = 0",
          "ALTER TABLE `pet` MODIFY `ownerId` varchar(36) COLLATE utf8mb4_bin NULL",
        ],
      });
    for (const [charset, collation] of [
      ["utf8mb4", "utf8mb4_bin"],
      ["latin1", "latin1_german1_ci"],
    ]) {
      const old = (table: string): string =>
        `ALTER TABLE \`${table}\` CONVERT TO CHARACTER SET ${charset} COLLATE ${collation}`;
      there(`a new table, of a key in ${collation}`, {
        from: [owner],
        to: [owner, referring("pet", { name: { type: "varchar" } })],
        handmade: [old("owner")],
        rows: { owner: [{ id: "a" }] },
        notAsSynchronized: true,
      });
      there(`a new column, of a key in ${collation}`, {
        from: [owner, entity("pet", { id })],
        to: [owner, referring("pet", {})],
        handmade: [old("owner")],
        rows: { owner: [{ id: "a" }], pet: [{ id: 1 }] },
        notAsSynchronized: true,
      });
      there(`a new key on a column that is there, to one in ${collation}`, {
        from: [
          owner,
          entity("pet", {
            id,
            ownerId: { type: "varchar", length: 36, nullable: true },
          }),
        ],
        to: [owner, referring("pet", {})],
        handmade: [old("owner")],
        rows: { owner: [{ id: "a" }], pet: [{ id: 1, ownerId: "a" }] },
        notAsSynchronized: true,
      });
    }
  });
});
