// Generated revisions that fail at any statement where DDL commits by itself: taken back, the database and its rows are as before.
import { isDeepStrictEqual } from "node:util";
import type { DataSource, EntitySchema, QueryRunner } from "typeorm";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  type Answers,
} from "../../src";
import { onDatabase } from "../judges/cases";
import { confirmed } from "../judges/confirmed";
import { dataSourceOf, rowsOf, schemaOf } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import type { MigrationClass } from "../revisions/histories";
import { onBoth } from "./onBoth";

// Each goes through all positions, and MySQL takes its time over DDL.
jest.setTimeout(300_000);

interface Change {
  readonly from: readonly EntitySchema<Row>[];
  readonly to: readonly EntitySchema<Row>[];
  readonly rows: readonly Row[];
  /** Rows of other tables, which come before those. */
  readonly others?: Readonly<Record<string, readonly Row[]>>;
  readonly answers?: Answers;
}

const id = { type: "int", primary: true } as const;
const first = { name: { type: "varchar", length: 40 } } as const;

const keyed = (key: string, index: string, referenced = "id") => ({
  indices: [{ columns: [index] }],
  foreignKeys: [
    {
      target: "owner",
      columnNames: [key],
      referencedColumnNames: [referenced],
    },
  ],
});

const twoKeys = {
  a: { type: "int", nullable: true },
  b: { type: "int", nullable: true },
} as const;

const code = { name: { type: "varchar", length: 9, nullable: true } } as const;

const to = (column: string, onDelete?: "CASCADE" | "SET NULL") => ({
  name: `fk_${column}`,
  target: "owner",
  columnNames: [column],
  referencedColumnNames: ["id"],
  ...(onDelete === undefined ? {} : { onDelete }),
});

const named = (referenced: string) => ({
  name: "fk_name",
  target: "owner",
  columnNames: ["name"],
  referencedColumnNames: [referenced],
});

const castOnly: Change = {
  from: [entity("item", { id, size: { type: "varchar", length: 20 } })],
  to: [entity("item", { id, size: { type: "int" } })],
  rows: [
    { id: 1, size: "12 cm" },
    { id: 2, size: "7 cm" },
  ],
  answers: {
    casts: { "item.size": "CAST(SUBSTRING_INDEX(size, ' ', 1) AS SIGNED)" },
  },
};

/** Each with another table before and after it in the file. */
const changes: Readonly<Record<string, Change>> = {
  "a cast": castOnly,
  "a cast beside an index and a column that goes": {
    from: [
      entity(
        "item",
        { id, size: { type: "varchar", length: 20 }, old: { type: "int" } },
        { indices: [{ name: "ix_old", columns: ["old"] }] },
      ),
    ],
    to: [
      entity(
        "item",
        { id, size: { type: "int" } },
        { indices: [{ name: "ix_size", columns: ["size"] }] },
      ),
    ],
    rows: [
      { id: 1, size: "12 cm", old: 5 },
      { id: 2, size: "7 cm", old: 6 },
    ],
    answers: {
      casts: { "item.size": "CAST(SUBSTRING_INDEX(size, ' ', 1) AS SIGNED)" },
      drops: ["item.old"],
    },
  },
  "a column that is filled, with an index on it": {
    from: [entity("item", { id, size: { type: "int" } })],
    to: [
      entity(
        "item",
        { id, size: { type: "int" }, half: { type: "int" } },
        { indices: [{ name: "ix_half", columns: ["half"], unique: true }] },
      ),
    ],
    rows: [
      { id: 1, size: 12 },
      { id: 2, size: 8 },
    ],
    answers: { backfills: { "item.half": "size / 2" } },
  },
  "a label that goes": {
    from: [
      entity("item", { id, state: { type: "enum", enum: ["a", "b", "c"] } }),
    ],
    to: [entity("item", { id, state: { type: "enum", enum: ["a", "c"] } })],
    rows: [
      { id: 1, state: "a" },
      { id: 2, state: "c" },
    ],
    answers: { enumValues: { "item.state": { b: "c" } } },
  },
  "a number that becomes a label": {
    from: [entity("item", { id, state: { type: "int" } })],
    to: [entity("item", { id, state: { type: "enum", enum: ["1", "2"] } })],
    rows: [
      { id: 1, state: 2 },
      { id: 2, state: 1 },
    ],
  },
  "a number that becomes another label by an expression": {
    from: [entity("item", { id, state: { type: "int" } })],
    to: [entity("item", { id, state: { type: "enum", enum: ["1", "2"] } })],
    rows: [
      { id: 1, state: 2 },
      { id: 2, state: 1 },
    ],
    answers: { casts: { "item.state": "IF(state = 2, '1', '2')" } },
  },
  "a plain column that becomes a generated one": {
    from: [entity("item", { id, ...first, size: { type: "int" } })],
    to: [
      entity("item", {
        id,
        ...first,
        size: { type: "int", asExpression: "id * 2", generatedType: "VIRTUAL" },
      }),
    ],
    rows: [
      { id: 1, name: "x", size: 100 },
      { id: 2, name: "y", size: 200 },
    ],
  },
  "a stored one that becomes virtual, and a plain one": {
    from: [
      entity("item", {
        id,
        a: { type: "int", asExpression: "id * 2", generatedType: "STORED" },
        b: { type: "int", asExpression: "id * 3", generatedType: "VIRTUAL" },
      }),
    ],
    to: [
      entity("item", {
        id,
        a: { type: "int", asExpression: "id * 2", generatedType: "VIRTUAL" },
        b: { type: "int" },
      }),
    ],
    rows: [{ id: 1 }, { id: 2 }],
  },
  "NULL that is filled": {
    from: [entity("item", { id, size: { type: "int", nullable: true } })],
    to: [entity("item", { id, size: { type: "int" } })],
    rows: [
      { id: 1, size: 12 },
      { id: 2, size: 7 },
    ],
    answers: { backfills: { "item.size": "0" } },
  },
  "a renamed column whose old name comes anew": {
    from: [entity("item", { id, size: { type: "int" } })],
    to: [
      entity("item", {
        id,
        height: { type: "int" },
        size: { type: "varchar", length: 20, nullable: true },
      }),
    ],
    rows: [
      { id: 1, size: 12 },
      { id: 2, size: 7 },
    ],
    answers: { renames: { "item.size": "height" } },
  },
  "a table whose old name comes anew": {
    from: [entity("item", { id, size: { type: "int" } })],
    to: [
      entity("item", { id, name: { type: "varchar", nullable: true } }),
      entity("thing", { id, size: { type: "int" } }),
    ],
    rows: [{ id: 1, size: 12 }],
    answers: { renames: { item: "thing" } },
  },
  "a table that goes with the column that refers to it": {
    from: [
      entity("person", { id }),
      entity(
        "item",
        { id, person: { type: "int", nullable: true } },
        {
          foreignKeys: [
            {
              target: "person",
              columnNames: ["person"],
              referencedColumnNames: ["id"],
            },
          ],
        },
      ),
    ],
    to: [entity("item", { id })],
    rows: [{ id: 1, person: 1 }],
    others: { person: [{ id: 1 }] },
    answers: { drops: ["person", "item.person"] },
  },
  "two fulltext indexes and a column that comes": {
    from: [entity("item", { id, ...first })],
    to: [
      entity(
        "item",
        { id, ...first, text: { type: "text", nullable: true } },
        {
          indices: [
            { name: "ft_name", columns: ["name"], fulltext: true },
            { name: "ft_text", columns: ["text"], fulltext: true },
          ],
        },
      ),
    ],
    rows: [{ id: 1, name: "x" }],
  },
  "a column that comes in place of two": {
    from: [
      entity(
        "item",
        { id, a: { type: "varchar" }, b: { type: "varchar" } },
        { indices: [{ name: "ix_a", columns: ["a"] }] },
      ),
    ],
    to: [entity("item", { id, c: { type: "varchar", length: 99 } })],
    rows: [
      { id: 1, a: "x", b: "y" },
      { id: 2, a: "y", b: "z" },
    ],
    answers: {
      drops: ["item.a", "item.b"],
      backfills: { "item.c": "CONCAT(a, b)" },
    },
  },
  "renamed columns with a key and an index": {
    from: [
      entity("owner", { id, x: { type: "int", nullable: true } }),
      entity(
        "item",
        { id, ownerId: { type: "int", nullable: true }, nM: { type: "int" } },
        keyed("ownerId", "nM"),
      ),
    ],
    to: [
      entity("owner", { id, x2: { type: "int", nullable: true } }),
      entity(
        "item",
        { id, owner_id: { type: "int", nullable: true }, n_m: { type: "int" } },
        keyed("owner_id", "n_m"),
      ),
    ],
    rows: [{ id: 1, ownerId: null, nM: 4 }],
    answers: {
      renames: {
        "owner.x": "x2",
        "item.ownerId": "owner_id",
        "item.nM": "n_m",
      },
    },
  },
  "renamed columns of a key that checks and a generated column read": {
    from: [
      entity("owner", {
        id,
        twice: { type: "int", asExpression: "id * 2", nullable: true },
      }),
      entity(
        "item",
        { id, ownerId: { type: "int", nullable: true }, nM: { type: "int" } },
        keyed("ownerId", "nM"),
      ),
    ],
    to: [
      entity("owner", {
        key: { type: "int", primary: true },
        twice: { type: "int", asExpression: "`key` * 2", nullable: true },
      }),
      entity(
        "item",
        { id, owner_id: { type: "int", nullable: true }, n_m: { type: "int" } },
        keyed("owner_id", "n_m", "key"),
      ),
    ],
    rows: [{ id: 1, ownerId: null, nM: 4 }],
    answers: {
      renames: {
        "owner.id": "key",
        "item.ownerId": "owner_id",
        "item.nM": "n_m",
      },
    },
  },
  "bytes that lose their zeros": {
    from: [entity("item", { id, v: { type: "binary", length: 5 } })],
    to: [entity("item", { id, v: { type: "binary", length: 3 } })],
    rows: [{ id: 1, v: "abc" }],
  },
  "two columns that change places": {
    from: [entity("item", { id, a: { type: "int" }, b: { type: "int" } })],
    to: [entity("item", { id, b: { type: "int" }, a: { type: "varchar" } })],
    rows: [
      { id: 1, a: 12, b: 7 },
      { id: 2, a: 8, b: 9 },
    ],
  },
};

/** Each drops names and makes them anew, beside others that only go. */
const names: Readonly<Record<string, Change>> = {
  "a foreign key of the same name, and one that goes": {
    from: [
      entity("owner", { id }),
      entity(
        "item",
        { id, ...twoKeys },
        { foreignKeys: [to("a", "CASCADE"), to("b", "CASCADE")] },
      ),
    ],
    to: [
      entity("owner", { id }),
      entity(
        "item",
        { id, ...twoKeys },
        { foreignKeys: [to("a", "SET NULL")] },
      ),
    ],
    rows: [{ id: 1, a: null, b: null }],
  },
  "a foreign key of the same name on another column": {
    from: [
      entity("owner", {
        id,
        code: { type: "varchar", length: 9, unique: true },
        other: { type: "varchar", length: 9, unique: true },
      }),
      entity(
        "item",
        { id, ...code, ...twoKeys },
        { foreignKeys: [named("code"), to("a"), to("b")] },
      ),
    ],
    to: [
      entity("owner", {
        id,
        code2: { type: "varchar", length: 9, unique: true },
        other: { type: "varchar", length: 9, unique: true },
      }),
      entity(
        "item",
        { id, ...code, ...twoKeys },
        { foreignKeys: [named("other"), to("a")] },
      ),
    ],
    rows: [{ id: 1, name: null, a: null, b: null }],
    answers: { renames: { "owner.code": "code2" } },
  },
  "an index of the same name and another kind, and one that goes": {
    from: [
      entity(
        "item",
        { id, ...first, ...twoKeys },
        {
          indices: [
            { name: "ix", columns: ["name"], unique: true },
            { name: "iy", columns: ["a"] },
          ],
        },
      ),
    ],
    to: [
      entity(
        "item",
        { id, ...first, ...twoKeys },
        {
          indices: [
            { name: "IX", columns: ["name"], fulltext: true },
            { name: "iy", columns: ["b"] },
          ],
        },
      ),
    ],
    rows: [{ id: 1, name: "x", a: 1, b: 2 }],
  },
  "a unique index whose name a spatial one gets": {
    from: [
      entity(
        "item",
        { id, ...first, place: { type: "point" }, n: { type: "int" } },
        { indices: [{ name: "ix", columns: ["name"], unique: true }] },
      ),
    ],
    to: [
      entity(
        "item",
        {
          id,
          ...first,
          place: { type: "point" },
          m: { type: "int" },
          more: { type: "int", nullable: true },
        },
        { indices: [{ name: "ix", columns: ["place"], spatial: true }] },
      ),
    ],
    rows: [],
    answers: { renames: { "item.n": "m" } },
  },
};

/** Around the change, so that it is neither the first nor the last that happens. */
const around = {
  from: [
    entity("aaa", { id, v: { type: "int" } }),
    entity("zzz", { id, v: { type: "int" } }),
  ],
  to: [
    entity("aaa", {
      id,
      v: { type: "bigint" },
      w: { type: "int", default: 3 },
    }),
    entity("zzz", { id, v: { type: "int", unique: true } }),
    entity("new", { id, aaa: { type: "int" } }),
  ],
  rows: { aaa: [{ id: 1, v: 1 }], zzz: [{ id: 1, v: 1 }] },
};

const refusal = "ALTER TABLE nowhere ADD age int";
const death = "KILL CONNECTION_ID()";

/** The same class, which in one direction sends what fails instead of the statement of that number. */
function failing(
  whole: MigrationClass,
  position: number,
  how: string,
  direction: Direction = "up",
): MigrationClass {
  class Failing extends (whole as unknown as new () => Migration) {
    constructor() {
      super();
      const run = this[direction];
      this[direction] = (queryRunner) => {
        let sent = 0;
        return run({
          query: async (sql: string) => {
            await queryRunner.query(sent++ === position ? how : sql);
          },
        } as QueryRunner);
      };
    }
  }
  return Failing;
}

type Direction = "up" | "down";
type Run = (queryRunner: QueryRunner) => Promise<void>;

interface Migration extends Record<Direction, Run> {
  name: string;
}

/** What it sends. */
async function statementsOf(
  migration: MigrationClass,
  direction: Direction = "up",
): Promise<string[]> {
  const sent: string[] = [];
  await new (migration as unknown as new () => Migration)()[direction]({
    query: (sql: string) => Promise.resolve(sent.push(sql)),
  } as unknown as QueryRunner);
  return sent;
}

type State = readonly [schema: string, rows: unknown];

const stateOf = async (url: string): Promise<State> => [
  keysInAnyOrder(await schemaOf(url)),
  await rowsOf(url),
];

/** A key that was dropped comes back at the end. */
const keysInAnyOrder = (schema: string): string =>
  schema
    .replaceAll(/,$/gm, "")
    .replaceAll(/(^ +KEY .*\n)+/gm, (keys) =>
      keys.split("\n").sort().join("\n").replace(/^\n/, "").concat("\n"),
    );

/** The first, with each value of the second that is found in its place. */
function oneOf(a: unknown, b: unknown, found: unknown): unknown {
  if (isDeepStrictEqual(b, found)) return b;
  if (typeof a !== "object" || a === null) return a;
  const parts = Object.entries(a).map(([key, value]) => [
    key,
    oneOf(value, partOf(b, key), partOf(found, key)),
  ]);
  return Array.isArray(a)
    ? parts.map(([, value]) => value)
    : Object.fromEntries(parts);
}

const partOf = (whole: unknown, key: string): unknown =>
  (whole as Readonly<Record<string, unknown>> | undefined)?.[key];

onBoth((_, kind) => {
  /** Runs the work on the database before the change, with the file that changes it. */
  const onChange = (
    { from, to, rows, others, answers }: Change,
    work: (
      url: string,
      whole: MigrationClass,
      opened: (migration: MigrationClass) => DataSource,
    ) => Promise<void>,
  ): Promise<void> =>
    onDatabase(
      {
        from: [...around.from, ...from],
        rows: { ...around.rows, ...others, item: rows },
      },
      async (url) => {
        const entities = [...around.to, ...to];
        const { file, questions } = await confirmed((given) =>
          autogenerate(dataSourceOf(url, entities), {
            message: "Change",
            write: false,
            answers: given,
          }),
        )(answers);
        expect(questions).toEqual([]);
        await work(url, migrationClass(file?.source ?? ""), (migration) =>
          dataSourceOf(url, entities, { migrations: [migration] }),
        );
      },
      kind,
    );

  /** What an ordinary downgrade leaves, which cannot bring back what is lost. */
  async function returnedFrom(change: Change): Promise<State> {
    let returned: State = ["", undefined];
    await onChange(change, async (url, whole, opened) => {
      await upgrade(opened(whole));
      await downgrade(opened(whole), "base");
      returned = await stateOf(url);
    });
    return returned;
  }

  it("refuses the way back where somebody added a statement to the file", () =>
    onChange(castOnly, async (url, whole, opened) => {
      const before = await stateOf(url);
      await expect(upgrade(opened(failing(whole, 3, refusal)))).rejects.toThrow(
        "failed",
      );
      const halfDone = await stateOf(url);
      class Longer extends (whole as unknown as new () => Migration) {
        constructor() {
          super();
          const up = this.up;
          this.up = async (queryRunner) => {
            await up(queryRunner);
            await queryRunner.query("CREATE TABLE more (id int)");
          };
        }
      }
      await expect(
        downgrade(opened(Longer as unknown as MigrationClass), "base"),
      ).rejects.toThrow("its file is not the one any more");
      expect(await stateOf(url)).toEqual(halfDone);
      await downgrade(opened(whole), "base");
      expect(await stateOf(url)).toEqual(before);
    }));

  describe.each(Object.entries({ ...changes, ...names }))(
    "%s",
    (_name, change) => {
      it.each([refusal, death])("ended by %s", async (how) => {
        const returned = await returnedFrom(change);
        await onChange(change, async (url, whole, opened) => {
          const before = await stateOf(url);
          const statements = await statementsOf(whole);
          const decisive = statements.findIndex((sql) =>
            /`item`[^]*(DROP COLUMN|CHANGE COLUMN|GENERATED)/.test(sql),
          );
          for (const position of statements.keys()) {
            await expect(
              upgrade(opened(failing(whole, position, how))),
            ).rejects.toThrow("failed");
            await downgrade(opened(whole), "base");
            const state = await stateOf(url);
            if (decisive < 0 || position <= decisive)
              expect({ position, state }).toEqual({ position, state: before });
            else {
              expect({ position, state }).toEqual({
                position,
                state: oneOf(before, returned, state),
              });
              break;
            }
          }
        });
      });

      it("the way back ended as well", async () => {
        const returned = await returnedFrom(change);
        const back: number[] = [];
        await onChange(change, async (_url, whole) => {
          back.push(...(await statementsOf(whole, "down")).keys());
        });
        for (const position of back)
          await onChange(change, async (url, whole, opened) => {
            const last = (await statementsOf(whole)).length - 1;
            await expect(
              upgrade(opened(failing(whole, last, refusal))),
            ).rejects.toThrow("failed");
            const ended = opened(failing(whole, position, death, "down"));
            const skipped = await downgrade(ended, "base").then(
              () => true,
              () => false,
            );
            if (!skipped) {
              await expect(upgrade(opened(whole))).rejects.toThrow(
                "taking it back was begun",
              );
              await downgrade(opened(whole), "base");
            }
            expect({ position, state: await stateOf(url) }).toEqual({
              position,
              state: returned,
            });
          });
      });

      it("an ordinary way back ended, and up again", async () => {
        await onChange(change, async (url, whole, opened) => {
          await upgrade(opened(whole));
          const after = await schemaOf(url);
          for (const position of (await statementsOf(whole, "down")).keys()) {
            const ended = opened(failing(whole, position, refusal, "down"));
            await expect(downgrade(ended, "base")).rejects.toThrow("failed");
            await upgrade(opened(whole));
            expect({ position, schema: await schemaOf(url) }).toEqual({
              position,
              schema: after,
            });
          }
        });
      });

      it("goes on after all", async () => {
        await onChange(change, async (_url, whole, opened) => {
          const statements = await statementsOf(whole);
          const position = Math.floor(statements.length / 2);
          const broken = opened(failing(whole, position, refusal));
          await expect(upgrade(broken)).rejects.toThrow("failed");
          await upgrade(opened(whole));
          expect(await check(opened(whole))).toMatchObject({ clean: true });
        });
      });
    },
  );
});
