// What partitions and tables that inherit have of their own on columns of the table above them stays theirs.
import { both, there } from "../judges/cases";
import { entity } from "../judges/entities";
import { told } from "./handmadeCases";

type Columns = Parameters<typeof entity>[1];

const thing = (columns: Columns) => entity("thing", columns);
const key = {
  id: {
    type: "integer",
    primary: true,
    primaryKeyConstraintName: "thing_key",
  },
} as const;

/** In place of the table that TypeORM made, a partitioned one. */
const partitioned = (columns: string) => [
  "DROP TABLE thing",
  `CREATE TABLE thing (id integer CONSTRAINT thing_key PRIMARY KEY, ${columns}) PARTITION BY RANGE (id)`,
  "CREATE TABLE low PARTITION OF thing FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id)",
  "CREATE TABLE lowest PARTITION OF low FOR VALUES FROM (0) TO (10)",
  "CREATE TABLE high PARTITION OF thing FOR VALUES FROM (100) TO (200)",
];
const inherited = [
  "CREATE TABLE low (more int) INHERITS (thing)",
  "CREATE TABLE lowest () INHERITS (low)",
  "CREATE TABLE high () INHERITS (thing)",
];
/** One of its own, none at all, and that of the table above. */
const owned = (value: string) => [
  `ALTER TABLE ONLY low ALTER a SET DEFAULT ${value}`,
  "ALTER TABLE ONLY lowest ALTER a DROP DEFAULT",
];

/** Of a table that inherits, and that an entity maps. */
const low = (value: number) =>
  entity("low", {
    id: {
      type: "integer",
      primary: true,
      primaryKeyConstraintName: "low_key",
    },
    a: { type: "integer", default: value },
  });

describe("a default", () => {
  const a = (column: Columns[string]) => thing({ ...key, a: column });
  const int = { type: "integer" } as const;
  for (const [words, from, to, columns, value] of [
    [
      "while the type changes",
      a({ ...int, default: 1 }),
      a({ type: "bigint", default: 1 }),
      "a int NOT NULL DEFAULT 1",
      "5",
    ],
    [
      "while the default changes",
      a({ ...int, default: 1 }),
      a({ ...int, default: 2 }),
      "a int NOT NULL DEFAULT 1",
      "5",
    ],
    [
      "while the default goes",
      a({ ...int, default: 1 }),
      a(int),
      "a int NOT NULL DEFAULT 1",
      "5",
    ],
    [
      "while only the type changes",
      a(int),
      a({ type: "bigint" }),
      "a int NOT NULL",
      "5",
    ],
    [
      "while text becomes a number",
      a({ type: "varchar", default: "1" }),
      a({ ...int, default: 1 }),
      "a varchar NOT NULL DEFAULT '1'",
      "'5'",
    ],
    [
      "while a length changes",
      a({ type: "varchar", length: 5, default: "1" }),
      a({ type: "varchar", length: 9, default: "1" }),
      "a varchar(5) NOT NULL DEFAULT '1'",
      "'5'",
    ],
  ] as const) {
    const own = [...inherited, ...owned(value)];
    // The other way round the server may print the same another way, and none is nobody's own where there is none above.
    both(
      `of a table that inherits, ${words}`,
      [[from], [to]],
      { handmade: own, handmadeAfter: own },
      { notAsSynchronized: true },
    );
    there(`of a partition, ${words}`, {
      from: [from],
      to: [to],
      handmade: [...partitioned(columns), ...owned(value)],
      notAsSynchronized: true,
    });
  }

  const state = (labels: readonly string[], rest = {}) =>
    a({ type: "enum", enum: [...labels], enumName: "state", ...rest });
  for (const rest of [{}, { default: "s" }]) {
    const own = [...inherited, ...owned("'t'")];
    both(
      `of a table that inherits, while an enum type is made anew${"default" in rest ? " under a default" : ""}`,
      [[state(["s", "t", "u"], rest)], [state(["u", "t", "s"], rest)]],
      { handmade: own, handmadeAfter: own },
    );
  }

  for (const [words, after] of [
    ["where the default changes", { type: "integer", default: 2 }],
    ["where the type changes", { type: "bigint", default: 1 }],
  ] as const)
    told(
      `is named beside a rename, ${words}`,
      "GOES_ALONG",
      /^takes default "a on low" and default "a on lowest" along$/,
      {
        from: [a({ ...int, default: 1 })],
        to: [thing({ ...key, b: after })],
        answers: { renames: { "thing.a": "b" } },
        handmade: [...inherited, ...owned("5")],
      },
    );

  there("comes back when a column is not generated any more", {
    from: [a({ ...int, default: 1 })],
    to: [
      a({
        ...int,
        nullable: true,
        generatedType: "STORED",
        asExpression: "id * 2",
      }),
    ],
    handmade: [...inherited, ...owned("5")],
    notAsSynchronized: true,
  });
  there("stays where numbers come from a sequence", {
    from: [a({ ...int, default: 1 })],
    to: [a({ ...int, generated: "increment" })],
    handmade: [...inherited, ...owned("5")],
    notAsSynchronized: true,
  });

  there("stays that of a table that is compared, too", {
    from: [a({ ...int, default: 1 }), low(5)],
    to: [a({ ...int, default: 2 }), low(5)],
    handmade: [
      "DROP TABLE low",
      "CREATE TABLE low (CONSTRAINT low_key PRIMARY KEY (id)) INHERITS (thing)",
      "ALTER TABLE low ALTER a SET DEFAULT 5",
    ],
    notAsSynchronized: true,
  });
});

const own = (column: string) => [
  `CREATE INDEX by_hand ON low (${column}, id)`,
  `ALTER TABLE low ADD CONSTRAINT positive CHECK (${column} > 0)`,
  "COMMENT ON CONSTRAINT positive ON low IS 'of course'",
  `ALTER TABLE lowest ADD CONSTRAINT one UNIQUE (${column}, id)`,
  `ALTER TABLE lowest ADD CONSTRAINT other FOREIGN KEY (${column}, id) REFERENCES lowest (${column}, id)`,
  `COMMENT ON COLUMN low.${column} IS 'mine'`,
  `GRANT SELECT (${column}) ON low TO PUBLIC`,
  `ALTER TABLE ONLY low ALTER ${column} SET STATISTICS 7`,
  `ALTER TABLE ONLY high ALTER ${column} SET (n_distinct = 3)`,
];

describe("all that is on a column", () => {
  const plain = thing({ ...key, b: { type: "integer" } });
  const none = thing(key);
  const handmade = [
    ...inherited,
    ...own("b"),
    ...owned("4").map((sql) => sql.replace(" a ", " b ")),
  ];
  const given = { from: [plain], to: [none], handmade };
  told(
    "that goes is named",
    "GOES_ALONG",
    /takes index "by_hand on low" and unique constraint "one on lowest" and check "positive on low" and foreign key "other on lowest" and comment "b on low" and 4 more along, which come back/,
    given,
  );
  there("comes back with it to a table that inherits", {
    ...given,
    notAsSynchronized: true,
  });
  there("comes back with it to a partition", {
    ...given,
    handmade: [...partitioned("b integer NOT NULL"), ...own("b")],
    notAsSynchronized: true,
  });
  there("stays with a column that the table which inherits declares itself", {
    ...given,
    handmade: [
      "CREATE TABLE low (b int) INHERITS (thing)",
      "CREATE TABLE lowest () INHERITS (low)",
      "CREATE TABLE high () INHERITS (thing)",
      ...own("b").filter((sql) => !sql.includes("INDEX")),
    ],
    notAsSynchronized: true,
  });

  const doubled = (factor: number) =>
    thing({
      ...key,
      g: {
        type: "integer",
        nullable: true,
        generatedType: "STORED",
        asExpression: `id * ${factor}`,
      },
    });
  for (const [words, table] of [
    ["a table that inherits", inherited],
    [
      "a partition",
      partitioned("g integer GENERATED ALWAYS AS (id * 2) STORED"),
    ],
  ] as const)
    there(`is put back on ${words} where it is made anew`, {
      from: [doubled(2)],
      to: [doubled(3)],
      handmade: [
        ...table,
        ...own("g"),
        "ALTER TABLE ONLY thing ALTER g SET STATISTICS 9",
      ],
      notAsSynchronized: true,
    });
});

there("what a partition has of its own comes back with its table", {
  from: [thing({ ...key, a: { type: "integer" } })],
  to: [],
  answers: { drops: ["thing"] },
  handmade: [
    ...partitioned("a integer NOT NULL"),
    ...own("a"),
    ...owned("5"),
    "ALTER TABLE ONLY thing ALTER a SET STATISTICS 9",
  ],
  notAsSynchronized: true,
});

describe("how values are stored", () => {
  const text = (length: number) =>
    thing({ ...key, b: { type: "varchar", length } });
  const stored = [
    ...inherited,
    "ALTER TABLE ONLY low ALTER b SET STORAGE EXTERNAL",
    "ALTER TABLE ONLY thing ALTER b SET STORAGE MAIN",
  ];
  both("stays, while the type changes", [[text(5)], [text(9)]], {
    handmade: stored,
    handmadeAfter: stored,
  });
});
