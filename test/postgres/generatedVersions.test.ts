// Generated columns on the PostgreSQL that cannot yet drop an expression, and on the one that has virtual ones and can set an expression.
import type {
  EntitySchemaColumnOptions,
  EntitySchemaIndexOptions,
} from "typeorm";
import { entity } from "../judges/entities";
import { walk, type Walk } from "../judges/walk";
import { describeOn, testServer } from "../servers";

const box = (
  volume?: Partial<EntitySchemaColumnOptions>,
  indices: EntitySchemaIndexOptions[] = [],
) => [
  entity(
    "box",
    {
      height: { type: "integer" },
      width: { type: "integer" },
      ...(volume === undefined
        ? {}
        : {
            volume: {
              type: "bigint",
              nullable: true,
              comment: "how much",
              ...volume,
            },
          }),
    },
    volume === undefined
      ? {}
      : {
          indices: [
            { name: "by_volume", columns: ["volume", "width"] },
            ...indices,
          ],
        },
  ),
];
const stored = (asExpression: string) =>
  ({ asExpression, generatedType: "STORED" }) as const;
const virtual = [
  `ALTER TABLE box ADD volume bigint GENERATED ALWAYS AS (height * width) VIRTUAL`,
  `COMMENT ON COLUMN box.volume IS 'how much'`,
];
const doubled = (column: string): EntitySchemaColumnOptions => ({
  type: "integer",
  nullable: true,
  ...stored(`"${column}" * 2`),
});
const rows = { box: [{ id: 1, height: 2, width: 3 }] };
const volume = (value: string) => ({ "public.box": [{ volume: value }] });

const cases = (major: number, given: Readonly<Record<string, Walk>>): void => {
  for (const [name, walked] of Object.entries(given))
    it(`${name} on PostgreSQL ${major}`, async () => {
      await walk(await testServer("postgres", major), walked);
    }, 180_000);
};

const common: Readonly<Record<string, Walk>> = {
  "a stored column becomes plain and keeps its values": {
    from: box(stored(`"height" * "width"`)),
    to: box({}),
    rows,
    upgraded: volume("6"),
    downgraded: volume("6"),
  },
  "a stored column becomes plain, of another type and NOT NULL": {
    from: box(stored(`"height" * "width"`)),
    to: box({ type: "numeric", nullable: false, default: 1 }),
    rows,
    upgraded: volume("6"),
    downgraded: volume("6"),
  },
  "a plain column becomes stored": {
    from: box({}),
    to: box(stored(`"height" * "width"`)),
    rows: { box: [{ id: 1, height: 2, width: 3, volume: 9 }] },
    upgraded: volume("6"),
    downgraded: volume("6"),
  },
  "an expression changes": {
    from: box(stored(`"height" * "width"`)),
    to: box(stored(`"height" + "width"`)),
    rows,
    upgraded: volume("5"),
    downgraded: volume("6"),
  },
  "an expression comes to read a new column, and the one that it read goes": {
    from: [
      entity("box", {
        height: { type: "integer", nullable: true },
        volume: doubled("height"),
      }),
    ],
    to: [
      entity("box", {
        depth: { type: "integer", default: 5 },
        volume: doubled("depth"),
      }),
    ],
    answers: { drops: ["box.height"] },
    rows: { box: [{ id: 1, height: 2 }] },
    upgraded: { "public.box": [{ volume: 10 }] },
    downgraded: { "public.box": [{ volume: null }] },
  },
};

/** What the planner is to look at more closely: forgotten where an index or statistics are made anew. */
const lookedAt = [
  "CREATE INDEX by_hand ON box ((volume * 2)) WHERE volume > 0",
  "ALTER INDEX by_hand ALTER 1 SET STATISTICS 400",
  "CREATE STATISTICS both_of_them ON volume, width FROM box",
  "ALTER STATISTICS both_of_them SET STATISTICS 50",
  "COMMENT ON STATISTICS both_of_them IS 'made by hand'",
  "ALTER TABLE box ALTER volume SET STATISTICS 300",
  "ALTER TABLE box CLUSTER ON by_volume",
];
const byHand: EntitySchemaIndexOptions[] = [
  { name: "by_hand", columns: ["volume"], synchronize: false },
];
const usedByHand = [
  "CREATE VIEW volumes AS SELECT volume FROM box",
  "CREATE POLICY large ON box USING (volume > 0)",
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "CREATE TRIGGER grown AFTER UPDATE OF width ON box FOR EACH ROW WHEN (NEW.volume > OLD.volume) EXECUTE FUNCTION noop()",
  "CREATE FUNCTION largest() RETURNS bigint LANGUAGE SQL BEGIN ATOMIC SELECT max(volume) FROM box; END",
];
const underStatistics: Walk = {
  from: box(stored(`"height" * "width"`), byHand),
  to: box(stored(`"height" + "width"`), byHand),
  handmade: lookedAt,
  handmadeAfter: lookedAt,
  rows,
  upgraded: volume("5"),
  downgraded: volume("6"),
};

cases(12, common);
cases(15, { "an expression changes under statistics": underStatistics });

describeOn("pg_dump 18", "with a dump of its own age", () => {
  cases(18, {
    ...common,
    "an expression changes under statistics": underStatistics,
    "an expression changes under a view, a policy, a trigger and a function that use the column":
      {
        ...underStatistics,
        handmade: [...lookedAt, ...usedByHand],
        handmadeAfter: [...lookedAt, ...usedByHand],
      },
    "a virtual column that was made by hand becomes stored": {
      from: box(),
      to: box(stored(`"height" * "width"`)),
      handmade: virtual,
      rows,
      upgraded: volume("6"),
      downgraded: volume("6"),
    },
    "a virtual column becomes plain and keeps its values": {
      from: box(),
      to: box({}),
      handmade: virtual,
      rows,
      upgraded: volume("6"),
      downgraded: volume("6"),
    },
    "a virtual column goes": {
      from: box(),
      to: box(),
      handmade: virtual,
      rows,
      downgraded: volume("6"),
    },
  });
});
