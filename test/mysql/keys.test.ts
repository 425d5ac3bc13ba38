// Primary keys, AUTO_INCREMENT, unique and other indexes.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const rows = {
  thing: [
    { id: 5, a: 1, b: 2 },
    { id: 9, a: 3, b: 4 },
  ],
};
const referrer = entity(
  "referrer",
  { id: { type: "int", primary: true }, thing: { type: "int" } },
  {
    foreignKeys: [
      {
        target: "thing",
        columnNames: ["thing"],
        referencedColumnNames: ["id"],
      },
    ],
  },
);
const plain = { a: { type: "int" }, b: { type: "int" } } as const;

onBoth(({ both, alike, there }) => {
  both(
    "an id starts to count, and stops, and keeps its numbers",
    [
      [entity("thing", { id: { type: "int", primary: true }, ...plain })],
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          ...plain,
        }),
      ],
    ],
    { rows, next: { thing: { a: 1, b: 1 } } },
  );
  both(
    "an id that others refer to starts to count, and stops",
    [
      [
        entity("thing", { id: { type: "int", primary: true }, ...plain }),
        referrer,
      ],
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          ...plain,
        }),
        referrer,
      ],
    ],
    { rows: { ...rows, referrer: [{ id: 1, thing: 5 }] } },
  );
  there("a row with the key 0 keeps it when the id starts to count", {
    from: [
      entity("thing", { id: { type: "int", primary: true }, ...plain }),
      referrer,
    ],
    to: [
      entity("thing", {
        id: { type: "bigint", primary: true, generated: true },
        ...plain,
      }),
      entity(
        "referrer",
        { id: { type: "int", primary: true }, thing: { type: "bigint" } },
        { foreignKeys: referrer.options.foreignKeys ?? [] },
      ),
    ],
    rows: {
      thing: [{ id: 0, a: 1, b: 2 }, ...rows.thing],
      referrer: [{ id: 1, thing: 0 }],
    },
    essence: String,
  });
  there("a row with the key 0 keeps it when the id counts again", {
    from: [
      entity("thing", {
        id: { type: "int", primary: true, generated: true },
        ...plain,
      }),
    ],
    to: [entity("thing", { id: { type: "int", primary: true }, ...plain })],
    handmade: [
      "INSERT INTO `thing` VALUES (3, 1, 2)",
      "UPDATE `thing` SET `id` = 0",
    ],
    rows,
  });
  both(
    "a key gets another column",
    [
      [entity("thing", { id: { type: "int", primary: true }, ...plain })],
      [
        entity("thing", {
          id: { type: "int", primary: true },
          a: { type: "int", primary: true },
          b: { type: "int" },
        }),
      ],
    ],
    { rows },
  );
  both(
    "the key of a counting id gets another column",
    [
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          ...plain,
        }),
      ],
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          a: { type: "int", primary: true },
          b: { type: "int" },
        }),
      ],
    ],
    { rows },
  );
  both(
    "the key moves to another column",
    [
      [entity("thing", { id: { type: "int", primary: true }, ...plain })],
      [
        entity("thing", {
          id: { type: "int" },
          a: { type: "int", primary: true, generated: true },
          b: { type: "int" },
        }),
      ],
    ],
    { rows },
  );
  both(
    "a counting id comes and goes",
    [
      [
        entity("thing", {
          a: { type: "int", primary: true },
          b: { type: "int" },
        }),
      ],
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          ...plain,
        }),
      ],
    ],
    { rows: { thing: [{ a: 1, b: 2 }] }, answers: {} },
    { rows },
  );
  both(
    "an id becomes larger",
    [
      [
        entity("thing", {
          id: { type: "int", primary: true, generated: true },
          ...plain,
        }),
      ],
      [
        entity("thing", {
          id: { type: "bigint", primary: true, generated: true },
          ...plain,
        }),
      ],
    ],
    { rows, essence: (value) => String(value) },
  );
  both(
    "a unique column",
    [
      [entity("thing", { id: { type: "int", primary: true }, ...plain })],
      [
        entity("thing", {
          id: { type: "int", primary: true },
          a: { type: "int", unique: true },
          b: { type: "int" },
        }),
      ],
    ],
    { rows },
  );
  both(
    "a unique constraint of two columns, and of the same two in another order",
    [
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          { uniques: [{ name: "one", columns: ["a", "b"] }] },
        ),
      ],
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          { uniques: [{ name: "one", columns: ["b", "a"] }] },
        ),
      ],
    ],
    { rows, restless: true },
  );
  both(
    "indexes come and go",
    [
      [entity("thing", { id: { type: "int", primary: true }, ...plain })],
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          {
            indices: [
              { columns: ["a", "b"] },
              { name: "u", columns: ["b"], unique: true },
            ],
          },
        ),
      ],
    ],
    { rows },
  );
  both(
    "an index is renamed",
    [
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          { indices: [{ name: "old", columns: ["a"] }] },
        ),
      ],
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          { indices: [{ name: "new", columns: ["a"] }] },
        ),
      ],
    ],
    { rows },
  );
  both(
    "two indexes change names",
    [
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          {
            indices: [
              { name: "x", columns: ["a"] },
              { name: "y", columns: ["b"] },
            ],
          },
        ),
      ],
      [
        entity(
          "thing",
          { id: { type: "int", primary: true }, ...plain },
          {
            indices: [
              { name: "y", columns: ["a"] },
              { name: "x", columns: ["b"] },
            ],
          },
        ),
      ],
    ],
    { rows, restless: true },
  );
  both("full-text and spatial indexes", [
    [
      entity("thing", {
        id: { type: "int", primary: true },
        t: { type: "text" },
        u: { type: "text" },
        p: { type: "point" },
      }),
    ],
    [
      entity(
        "thing",
        {
          id: { type: "int", primary: true },
          t: { type: "text" },
          u: { type: "text" },
          p: { type: "point" },
        },
        {
          indices: [
            { columns: ["t"], fulltext: true },
            { columns: ["u"], fulltext: true },
            { columns: ["p"], spatial: true },
          ],
        },
      ),
    ],
  ]);
  there("indexes that entities cannot say are put back whole", {
    from: [
      entity("thing", {
        id: { type: "int", primary: true },
        ...plain,
        t: { type: "text" },
        v: { type: "varchar" },
      }),
    ],
    to: [
      entity("thing", {
        id: { type: "int", primary: true },
        ...plain,
        t: { type: "text" },
        v: { type: "varchar" },
      }),
    ],
    handmade: [
      "CREATE INDEX `desc` ON `thing` (`a` DESC, `b`)",
      "CREATE INDEX `prefix` ON `thing` (`t`(10), `v`(5)) COMMENT 'it''s'",
      "CREATE UNIQUE INDEX `uni` ON `thing` (`b`, `a` DESC)",
    ],
  });
  alike("an index that is made by hand, and said to be", {
    from: [entity("thing", { id: { type: "int", primary: true }, ...plain })],
    to: [
      entity(
        "thing",
        { id: { type: "int", primary: true }, ...plain },
        { indices: [{ name: "hand", columns: ["a"], synchronize: false }] },
      ),
    ],
    handmade: ["CREATE INDEX `hand` ON `thing` (`a` DESC)"],
  });
});
