// Tables with partitions: what the servers refuse of them is told beforehand, and all else leaves the partitions as they are.
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { decorated, entity } from "../judges/entities";
import type { Walk } from "../judges/walk";
import { onBoth } from "./onBoth";

type Columns = Parameters<typeof entity>[1];
type Rest = Parameters<typeof entity>[2];

const visit = (columns: Columns = {}, rest: Rest = {}) =>
  entity(
    "visit",
    {
      id: { type: "int", primary: true },
      day: { type: "date", primary: true },
      name: { type: "varchar", length: 20 },
      ...columns,
    },
    rest,
  );
const owner = entity("owner", { id: { type: "int", primary: true } });
const byYear =
  "ALTER TABLE visit PARTITION BY RANGE (YEAR(day)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION old VALUES LESS THAN (2020) COMMENT 'it''s', PARTITION rest VALUES LESS THAN MAXVALUE)";
const rows = {
  visit: [
    { id: 1, day: "2019-01-01", name: "Ann" },
    { id: 2, day: "2021-01-01", name: "Bob" },
  ],
};
const start = {
  from: [visit(), owner],
  handmade: [byYear],
  handmadeAfter: [byYear],
  rows,
};

onBoth(({ there, both, refused }, kind) => {
  /** The server refuses it, and that was told. */
  const refusedAndTold = (name: string, message: RegExp, given: Walk): void => {
    refused(name, /./, given);
    it(`${name}: told beforehand`, async () => {
      const found = await hazardsOf(given);
      expect(found).toEqual([expect.stringMatching(message)]);
    });
  };

  const hazardsOf = async (given: Walk): Promise<string[]> => {
    const found: string[] = [];
    await onDatabase(
      given,
      async (url) => {
        const { hazards } = await check(dataSourceOf(url, given.to), {
          ...(given.answers === undefined ? {} : { answers: given.answers }),
        });
        found.push(
          ...hazards
            .filter(({ code }) => code === "PARTITIONED")
            .map(({ message }) => message),
        );
      },
      kind,
    );
    return found;
  };

  refusedAndTold("a foreign key on one", /"visit" is partitioned, and/, {
    ...start,
    to: [
      visit(
        {},
        {
          foreignKeys: [
            {
              target: "owner",
              columnNames: ["id"],
              referencedColumnNames: ["id"],
            },
          ],
        },
      ),
      owner,
    ],
  });
  refusedAndTold("a foreign key to one", /"visit" is partitioned, and/, {
    ...start,
    handmade: ["ALTER TABLE visit PARTITION BY KEY ()"],
    from: [owner, entity("visit", { id: { type: "int", primary: true } })],
    to: [
      entity("visit", { id: { type: "int", primary: true } }),
      entity(
        "owner",
        { id: { type: "int", primary: true } },
        {
          foreignKeys: [
            {
              target: "visit",
              columnNames: ["id"],
              referencedColumnNames: ["id"],
            },
          ],
        },
      ),
    ],
    rows: {},
  });
  refusedAndTold(
    "a unique index without what it is partitioned by",
    /partitioned by "day", "id", which each/,
    {
      ...start,
      to: [
        visit({}, { indices: [{ columns: ["name"], unique: true }] }),
        owner,
      ],
    },
  );
  refusedAndTold("a key without it", /partitioned by "day", which each/, {
    ...start,
    to: [visit({ day: { type: "date" } }), owner],
  });
  refusedAndTold("a type that it cannot go by", /partitioned by "day", and/, {
    ...start,
    to: [visit({ day: { type: "timestamp", primary: true } }), owner],
  });
  refusedAndTold("a spatial column", /no column of a spatial type/, {
    ...start,
    to: [visit({ place: { type: "point", nullable: true } }), owner],
  });
  const indexed = visit(
    {},
    { indices: [{ columns: ["name"], fulltext: true }] },
  );
  if (kind === "mysql")
    refusedAndTold("a full-text index", /no full-text index/, {
      ...start,
      to: [indexed, owner],
    });
  else
    both(
      "a full-text index",
      [
        [visit(), owner],
        [indexed, owner],
      ],
      start,
    );
  const thing = (engine: string) =>
    decorated("thing", { id: { generated: "increment" } }, { engine });
  const moved = {
    from: [thing("InnoDB")],
    to: [thing("MyISAM")],
    handmade: ["ALTER TABLE thing PARTITION BY KEY () PARTITIONS 2"],
    handmadeAfter: ["ALTER TABLE thing PARTITION BY KEY () PARTITIONS 2"],
  };
  if (kind === "mysql")
    refusedAndTold("an engine without partitions", /MyISAM cannot be/, moved);
  else there("another engine", moved);

  const byId = ["ALTER TABLE visit PARTITION BY KEY (day) PARTITIONS 2"];
  for (const [name, to] of Object.entries({
    "a plain index": visit({}, { indices: [{ columns: ["name"] }] }),
    "a unique index with it": visit(
      {},
      { indices: [{ columns: ["name", "day", "id"], unique: true }] },
    ),
    "a longer time": visit({ day: { type: "datetime", primary: true } }),
    "a longer number": visit({ id: { type: "bigint", primary: true } }),
    "a column": visit({ size: { type: "int", default: 1 } }),
  }))
    it(`says nothing of ${name}`, async () => {
      expect(await hazardsOf({ ...start, to: [to, owner] })).toEqual([]);
    });
  there("a column that they go by gets another type", {
    ...start,
    essence: String,
    to: [
      visit({
        id: { type: "bigint", primary: true },
        size: { type: "int", default: 1 },
      }),
      owner,
    ],
  });
  there("partitions by a key stay", {
    ...start,
    handmade: byId,
    handmadeAfter: byId,
    to: [visit({ name: { type: "varchar", length: 30 } }), owner],
  });
  for (const [name, handmade] of [
    ["by ranges", byYear],
    ["by the key", "ALTER TABLE visit PARTITION BY KEY () PARTITIONS 3"],
    [
      "by an older key",
      "ALTER TABLE visit PARTITION BY LINEAR KEY ALGORITHM=1 (id) PARTITIONS 3",
    ],
    [
      "by lists",
      "ALTER TABLE visit PARTITION BY LIST COLUMNS (day) (PARTITION a VALUES IN ('2019-01-01'), PARTITION b VALUES IN ('2021-01-01'))",
    ],
  ] as const)
    there(`partitions ${name} come back with a table`, {
      from: [visit(), owner],
      to: [owner],
      handmade: [handmade],
      answers: { drops: ["visit"] },
      rows,
      downgraded: { owner: [] },
    });
});
