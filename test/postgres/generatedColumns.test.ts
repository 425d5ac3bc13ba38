// Generated columns: plain ones become generated and back, expressions change, and what hangs on them is put back.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both, there } from "../judges/cases";
import { entity } from "../judges/entities";

const box = (
  volume: Partial<EntitySchemaColumnOptions> | undefined,
  size: EntitySchemaColumnOptions = { type: "integer" },
) =>
  entity(
    "box",
    {
      height: size,
      width: size,
      ...(volume === undefined
        ? {}
        : { volume: { type: "bigint", nullable: true, ...volume } }),
    },
    volume === undefined
      ? {}
      : {
          indices: [
            { columns: ["volume", "width"] },
            { name: "large", columns: ["width"], where: `"volume" > 10` },
          ],
          checks: [{ name: "real", expression: `"volume" > 0` }],
          uniques: [{ name: "all different", columns: ["volume", "height"] }],
        },
  );

const product: Partial<EntitySchemaColumnOptions> = {
  asExpression: `"height" * "width"`,
  generatedType: "STORED",
};
const sum: Partial<EntitySchemaColumnOptions> = {
  asExpression: `"height" + "width"`,
  generatedType: "STORED",
};

const rows = {
  box: [
    { id: 1, height: 2, width: 3 },
    { id: 2, height: 4, width: 5 },
  ],
};

both("comes and goes", [[box(undefined)], [box(product)]], {
  rows,
});

const worked = (...volumes: string[]) => ({
  "public.box": volumes.map((volume) => ({ volume })),
});

both(
  "says something else",
  [[box(product)], [box(sum)]],
  { rows, upgraded: worked("5", "9"), downgraded: worked("6", "20") },
  { rows, upgraded: worked("6", "20"), downgraded: worked("5", "9") },
);

both(
  "has another type",
  [[box(product)], [box({ ...product, type: "numeric" })]],
  {
    rows,
  },
);

both(
  "is a plain column on the other side",
  [[box({})], [box(product)]],
  {
    rows: { box: rows.box.map((row) => ({ ...row, volume: row.id })) },
    upgraded: worked("6", "20"),
    // What the plain column held is gone; what was worked out stays.
    downgraded: { "public.box": [{ height: 2 }, { height: 4 }] },
  },
  {
    rows,
    upgraded: worked("6", "20"),
    downgraded: worked("6", "20"),
  },
);

both(
  "reads columns whose type changes",
  [[box(product)], [box(product, { type: "bigint" })]],
  { rows, upgraded: {}, downgraded: {} },
  { rows, upgraded: {}, downgraded: {} },
);

both(
  "reads a column whose length changes",
  [
    [
      entity("person", {
        name: { type: "varchar", length: 50 },
        shout: {
          type: "text",
          nullable: true,
          asExpression: `upper("name")`,
          generatedType: "STORED",
        },
      }),
    ],
    [
      entity("person", {
        name: { type: "varchar", length: 60 },
        shout: {
          type: "text",
          nullable: true,
          asExpression: `upper("name")`,
          generatedType: "STORED",
        },
      }),
    ],
  ],
  { rows: { person: [{ id: 1, name: "Ann" }] } },
);

both(
  "goes with a column that it reads",
  [[box(product)], [entity("box", { height: { type: "integer" } })]],
  { rows, answers: { backfills: { "box.width": "1" } } },
  {
    rows: { box: rows.box.map(({ id, height }) => ({ id, height })) },
    answers: { backfills: { "box.width": "1" } },
  },
);

both(
  "becomes plain while a column that it read goes",
  [
    [box(product)],
    [
      entity("box", {
        height: { type: "bigint" },
        volume: { type: "bigint", nullable: true },
      }),
    ],
  ],
  {
    rows,
    answers: { backfills: { "box.width": "1" } },
    upgraded: worked("6", "20"),
    downgraded: worked("2", "4"),
  },
  {
    rows: {
      box: [
        { id: 1, height: 2, volume: 8 },
        { id: 2, height: 4, volume: 9 },
      ],
    },
    answers: { backfills: { "box.width": "1" } },
    upgraded: worked("2", "4"),
    downgraded: worked("2", "4"),
  },
);

alike("finds nothing where it is unchanged", {
  from: [box(product)],
  to: [box(product)],
});

alike("finds nothing where it is only spelled differently", {
  from: [box(product)],
  to: [box({ ...product, asExpression: "(height*width)" })],
});

there("made by hand is dropped, and restored exactly", {
  from: [entity("person", { name: { type: "varchar" } })],
  to: [entity("person", { name: { type: "varchar" } })],
  handmade: [
    `ALTER TABLE person ADD "it's" text NOT NULL GENERATED ALWAYS AS (lower(name) || '"''\\') STORED`,
    `COMMENT ON COLUMN person."it's" IS 'low'`,
  ],
  rows: { person: [{ id: 1, name: "Ann" }] },
});
