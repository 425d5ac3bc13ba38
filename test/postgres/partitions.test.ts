// Partitioned tables are changed as the tables that they are; their partitions are no tables of the entities'.
import { autogenerate } from "../../src";
import { alike, onDatabase, refused, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { told } from "./handmadeCases";

type Columns = Parameters<typeof entity>[1];
type Rest = Parameters<typeof entity>[2];

const event = (columns: Columns = {}, rest: Rest = {}) =>
  entity(
    "event",
    {
      id: {
        type: "integer",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
      day: {
        type: "date",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
      name: { type: "varchar", length: 50 },
      owner: { type: "integer", nullable: true },
      ...columns,
    },
    rest,
  );
const owner = entity("owner", {});

/** In place of the table that TypeORM made, a partitioned one. */
const partitioned = (columns = "") => [
  "DROP TABLE event",
  `CREATE TABLE event (id integer NOT NULL, day date NOT NULL, name varchar(50) NOT NULL, owner integer${columns},
     CONSTRAINT event_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day)`,
  "CREATE TABLE event_2020 PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
  "CREATE TABLE event_2021 PARTITION OF event FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
];

const rows = {
  owner: [{ id: 7 }],
  event: [
    { id: 1, day: "2020-02-02", name: "Ann", owner: 7 },
    { id: 2, day: "2021-02-02", name: "Bob", owner: null },
  ],
};

// TypeORM cannot build a partitioned table, so that the dump of a fresh database is no judge.
const given = {
  handmade: partitioned(),
  rows,
  notAsSynchronized: true,
} as const;
const start = [event(), owner];

alike("nothing is found", { from: start, to: start, ...given });

const changes: Readonly<Record<string, ReturnType<typeof event>>> = {
  "a column is added": event({ place: { type: "varchar", nullable: true } }),
  "a column is added with a default": event({
    state: { type: "varchar", default: "new" },
  }),
  "a column is dropped": entity("event", {
    id: {
      type: "integer",
      primary: true,
      primaryKeyConstraintName: "event_key",
    },
    day: { type: "date", primary: true, primaryKeyConstraintName: "event_key" },
    name: { type: "varchar", length: 50 },
  }),
  "a length changes": event({ name: { type: "varchar", length: 60 } }),
  "a type changes": event({ owner: { type: "bigint", nullable: true } }),
  "a key's type changes": event({
    id: {
      type: "bigint",
      primary: true,
      primaryKeyConstraintName: "event_key",
    },
  }),
  "a column loses NOT NULL": event({
    name: { type: "varchar", length: 50, nullable: true },
  }),
  "a default": event({ name: { type: "varchar", length: 50, default: "x" } }),
  comments: event({ name: { type: "varchar", length: 50, comment: "c" } }),
  "an index": event({}, { indices: [{ name: "by_name", columns: ["name"] }] }),
  "a unique constraint with the partition key": event(
    {},
    { uniques: [{ name: "one", columns: ["name", "day"] }] },
  ),
  "a check": event(
    {},
    { checks: [{ name: "named", expression: "name <> ''" }] },
  ),
  "a foreign key from it": event(
    {},
    {
      foreignKeys: [
        {
          name: "owned",
          target: "owner",
          columnNames: ["owner"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  ),
};

for (const [name, changed] of Object.entries(changes))
  there(name, { from: start, to: [changed, owner], ...given, essence: String });

there("triggers and policies of it and of a partition step aside", {
  from: start,
  to: [event({ name: { type: "varchar", length: 60 } }), owner],
  ...given,
  handmade: [
    ...partitioned(),
    "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER named AFTER UPDATE OF name ON event FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE TRIGGER renamed AFTER UPDATE OF name ON event_2020 FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE POLICY named ON event_2021 USING (name = current_user)",
  ],
});
const doubled = (expression: string, id = "id") => [
  entity(
    "event",
    {
      [id]: {
        type: "integer",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
      twice: {
        type: "varchar",
        length: 9,
        nullable: true,
        generatedType: "STORED",
        asExpression: expression,
      },
    },
    { indices: [{ name: "by_hand", synchronize: false }] as never },
  ),
];
const doubles = [
  "DROP TABLE event",
  `CREATE TABLE event (id integer NOT NULL, twice varchar(9) GENERATED ALWAYS AS (left('abc', id)) STORED,
     CONSTRAINT event_key PRIMARY KEY (id)) PARTITION BY RANGE (id)`,
  "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (10)",
  "CREATE INDEX by_hand ON event (lower(twice)) WHERE id > 0",
];
there("a hand-made index of it is put back with its parts", {
  from: doubled("left('abc', id)"),
  to: doubled("left('abcd', id)"),
  handmade: doubles,
  notAsSynchronized: true,
});
there("a hand-made index of it is put back with its parts, renamed", {
  from: doubled("left('abc', id)"),
  to: doubled("left('abcd', number)", "number"),
  answers: { renames: { "event.id": "number" } },
  handmade: doubles,
  notAsSynchronized: true,
});
there("a foreign key to it", {
  from: [
    ...start,
    entity("visit", { event: { type: "integer" }, day: { type: "date" } }),
  ],
  to: [
    ...start,
    entity(
      "visit",
      { event: { type: "integer" }, day: { type: "date" } },
      {
        foreignKeys: [
          {
            name: "visited",
            target: "event",
            columnNames: ["event", "day"],
            referencedColumnNames: ["id", "day"],
          },
        ],
      },
    ),
  ],
  ...given,
});
there("a renamed column and table", {
  from: start,
  to: [
    entity("happening", {
      id: {
        type: "integer",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
      day: {
        type: "date",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
      title: { type: "varchar", length: 50 },
      owner: { type: "integer", nullable: true },
    }),
    owner,
  ],
  answers: {
    renames: { event: "happening", "happening.name": "title" },
  },
  ...given,
});
there("a partitioned table without an entity is left alone", {
  from: start,
  to: [entity("owner", { name: { type: "varchar", nullable: true } })],
  ...given,
});

describe("what PostgreSQL refuses", () => {
  const day = [
    event({
      day: {
        type: "timestamp",
        primary: true,
        primaryKeyConstraintName: "event_key",
      },
    }),
    owner,
  ];
  refused("another type of the partition key", "part of the partition key", {
    from: start,
    to: day,
    ...given,
  });
  it("a hazard says so", async () => {
    await onDatabase({ from: start, ...given }, async (url) => {
      const { hazards } = await autogenerate(dataSourceOf(url, day), {
        write: false,
      });
      expect(hazards).toContainEqual(
        expect.objectContaining({
          code: "IN_THE_WAY",
          message: `fails: used by partition key "event"`,
        }),
      );
    });
  });
  refused(
    "a unique constraint without the partition key",
    "must include all partitioning columns",
    {
      from: start,
      to: [event({}, { uniques: [{ name: "one", columns: ["name"] }] }), owner],
      ...given,
    },
  );
});

describe("a partitioned table that no entity maps, and that an answer drops", () => {
  const gone = {
    from: start,
    to: [owner],
    answers: { drops: ["event"] },
    rows,
    notAsSynchronized: true,
  } as const;
  const whole = [
    ...partitioned(" REFERENCES owner"),
    "CREATE SCHEMA old",
    "CREATE TABLE old.event_2019 PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2020-01-01') PARTITION BY HASH (id)",
    `CREATE TABLE old."all of ""2019""" PARTITION OF old.event_2019 FOR VALUES WITH (MODULUS 1, REMAINDER 0)`,
    "CREATE TABLE event_rest PARTITION OF event DEFAULT",
    "CREATE INDEX by_name ON event (name)",
    "COMMENT ON TABLE event IS 'by year'",
    "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER named AFTER UPDATE OF name ON event FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE TRIGGER renamed AFTER UPDATE OF name ON event_2020 FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE TRIGGER changed AFTER UPDATE ON event_2021 FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE POLICY named ON event_2021 USING (name = current_user)",
    "ALTER TABLE event_2021 SET (fillfactor = 70)",
    "GRANT SELECT ON event_2020 TO PUBLIC",
    "GRANT SELECT ON event TO PUBLIC",
  ];
  there("comes back with its partitions", { ...gone, handmade: whole });
  there("comes back without any", {
    ...gone,
    rows: {},
    handmade: partitioned().slice(0, 2),
  });
  told(
    "is named with its partitions",
    "PARTITIONS_GO",
    /^takes partition "event_2020" and partition "event_2021" along; the way down makes them anew without what is set on one of them alone$/,
    { ...gone, handmade: partitioned() },
  );
  told("is named with its rows", "DROP_TABLE", /^loses data: 2 rows$/, {
    ...gone,
    handmade: partitioned(),
  });
  it("is left alone where an entity maps a partition", async () => {
    const mapped = entity("event_2020", { day: { type: "date" } });
    await onDatabase({ from: start, handmade: partitioned() }, async (url) => {
      await expect(
        autogenerate(dataSourceOf(url, [owner, mapped]), {
          write: false,
          answers: { drops: ["event"] },
        }),
      ).rejects.toThrow(
        /drop event cannot be: "event" has a partition that an entity maps/,
      );
    });
  });
});

describe("a table that no entity maps is not dropped, though an answer says so", () => {
  for (const [table, reason] of [
    ["spare", "has a partition that is a foreign table"],
    ["spare_2020", "is a partition"],
    ["heir", "inherits"],
  ] as const)
    it(`when it ${reason}`, async () => {
      const handmade = [
        "CREATE TABLE spare (day date) PARTITION BY RANGE (day)",
        "CREATE TABLE spare_2020 PARTITION OF spare FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
        "CREATE FOREIGN DATA WRAPPER nobody",
        "CREATE SERVER nowhere FOREIGN DATA WRAPPER nobody",
        "CREATE FOREIGN TABLE spare_2021 PARTITION OF spare FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') SERVER nowhere",
        "CREATE TABLE heir () INHERITS (owner)",
      ];
      await onDatabase({ from: [owner], handmade }, async (url) => {
        await expect(
          autogenerate(dataSourceOf(url, [owner]), {
            write: false,
            answers: { drops: [table] },
          }),
        ).rejects.toThrow(
          new RegExp(
            `drop ${table} cannot be: "${table}" .*${reason}.*in a migration of your own`,
          ),
        );
      });
    });
});
