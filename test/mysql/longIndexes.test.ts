// Indexes on more than a key can hold: another index on MariaDB, refused beforehand where the server would refuse.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, type AnyEntity } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const long = { type: "varchar", length: 2000 } as const;
const short = { type: "varchar", length: 20 } as const;
const rows = { thing: [{ id: 1, a: "a" }] };

const plain = (a: EntitySchemaColumnOptions) => [entity("thing", { id, a })];
const indexed = (
  a: EntitySchemaColumnOptions,
  unique: boolean,
  columns = ["a"],
) => [
  entity("thing", { id, a }, { indices: [{ name: "i", columns, unique }] }),
];

onBoth(({ both, alike, there }, kind) => {
  const refused = (
    name: string,
    from: readonly AnyEntity[],
    to: readonly AnyEntity[],
    message: string | RegExp,
  ): void => {
    it(name, () =>
      onDatabase(
        { from },
        async (url) => {
          const source = dataSourceOf(url, to);
          await expect(autogenerate(source, { write: false })).rejects.toThrow(
            message,
          );
        },
        kind,
      ),
    );
  };
  const isRefused = kind === "mysql";
  for (const unique of [false, true]) {
    const what = unique ? "a unique index" : "an index";
    const message = /^Index "i" of table "thing": .* key was too long; .* 3072/;
    if (isRefused) {
      refused(
        `${what} on a long column`,
        plain(long),
        indexed(long, unique),
        message,
      );
      refused(
        `${what} on a column that becomes long`,
        indexed(short, unique),
        indexed(long, unique),
        message,
      );
      refused(`${what} in a new table`, [], indexed(long, unique), message);
    } else {
      both(`${what} on a long column`, [plain(long), indexed(long, unique)], {
        rows,
      });
      both(
        `${what} on a column that becomes long`,
        [indexed(short, unique), indexed(long, unique)],
        { rows },
      );
      alike(`${what} on a long column stays`, {
        from: indexed(long, unique),
        to: indexed(long, unique),
      });
    }
  }
  refused(
    "an index on two columns that are too long together",
    plain(long),
    indexed(long, false, ["a", "id"]),
    'Index "i" of table "thing"',
  );
  refused(
    "a primary key",
    [],
    [entity("thing", { a: { ...long, primary: true } })],
    'The primary key of table "thing"',
  );
  there("one on shorter characters has room", {
    from: plain({ ...long, charset: "latin1" }),
    to: indexed({ ...long, charset: "latin1" }, true),
    rows,
  });
  if (isRefused)
    it("an index on a text", () =>
      onDatabase(
        { from: plain({ type: "text" }) },
        async (url) => {
          await expect(
            check(dataSourceOf(url, indexed({ type: "text" }, false))),
          ).rejects.toThrow("without a key length");
        },
        kind,
      ));
  alike("a prefix that the server chose, without strict mode", {
    from: plain(long),
    to: indexed(long, false),
    handmade: ["CREATE INDEX i ON thing (a(768))"],
  });
  alike("an index of a table in memory", {
    from: [
      entity("thing", { id, a: short }, { indices: [{ columns: ["a"] }] }),
    ],
    to: [entity("thing", { id, a: short }, { indices: [{ columns: ["a"] }] })],
    handmade: ["ALTER TABLE thing ENGINE=MEMORY"],
  });
});
