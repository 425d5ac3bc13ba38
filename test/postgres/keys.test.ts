// Primary keys: composite, moved, reordered, named.
import type { EntitySchemaColumnOptions } from "typeorm";
import { both } from "../judges/cases";
import { entity } from "../judges/entities";

const key = { type: "integer", primary: true } as const;
const plain = { type: "integer" } as const;
const rows = {
  rows: {
    seat: [
      { row: 1, number: 2, hall: 3 },
      { row: 2, number: 2, hall: 4 },
    ],
  },
};

const seat = (
  row: EntitySchemaColumnOptions,
  number: EntitySchemaColumnOptions,
  hall: EntitySchemaColumnOptions = plain,
) => [entity("seat", { row, number, hall })];

both("a column joins a key", [seat(key, plain), seat(key, key)], rows);
both(
  "a key of two columns becomes one of three",
  [seat(key, key), seat(key, key, key)],
  rows,
);
both(
  "a key moves to another column",
  [seat(key, plain), seat(plain, plain, key)],
  rows,
);

both(
  "a key gets a name of its own",
  [
    seat(key, key),
    seat(
      { ...key, primaryKeyConstraintName: "seat_key" },
      { ...key, primaryKeyConstraintName: "seat_key" },
    ),
  ],
  rows,
);

both(
  "a key under one name gets other columns",
  [
    seat(
      { ...key, primaryKeyConstraintName: "seat_key" },
      { ...key, primaryKeyConstraintName: "seat_key" },
    ),
    seat({ ...key, primaryKeyConstraintName: "seat_key" }, plain),
  ],
  rows,
);

both(
  "the columns of a key change places",
  [
    [entity("seat", { row: key, number: key })],
    [entity("seat", { number: key, row: key })],
  ],
  { rows: { seat: [{ row: 1, number: 2 }] } },
);

both(
  "a key that others refer to moves",
  [
    [
      entity("hall", { code: { ...key }, number: { ...plain, unique: true } }),
      entity(
        "row",
        { hall: plain },
        {
          foreignKeys: [
            {
              target: "hall",
              columnNames: ["hall"],
              referencedColumnNames: ["number"],
            },
          ],
        },
      ),
    ],
    [
      entity("hall", { code: { ...plain, unique: true }, number: key }),
      entity(
        "row",
        { hall: plain },
        {
          foreignKeys: [
            {
              target: "hall",
              columnNames: ["hall"],
              referencedColumnNames: ["number"],
            },
          ],
        },
      ),
    ],
  ],
  { rows: { hall: [{ code: 1, number: 2 }], row: [{ id: 1, hall: 2 }] } },
);

const uuid = { type: "uuid", primary: true, generated: "uuid" } as const;
both(
  "a new key column beside the old one, which goes",
  [
    [entity("thing", { number: key, name: { type: "text" } })],
    [entity("thing", { id: uuid, name: { type: "text" } })],
  ],
  {
    rows: { thing: [{ number: 1, name: "a" }] },
    answers: { drops: ["thing.number"] },
    upgraded: { "public.thing": [{ name: "a" }] },
    downgraded: { "public.thing": [{ number: 0, name: "a" }] },
  },
  {
    rows: { thing: [{ name: "a" }] },
    answers: { drops: ["thing.id"], backfills: { "thing.number": "7" } },
    upgraded: { "public.thing": [{ number: 7, name: "a" }] },
    downgraded: { "public.thing": [{ name: "a" }] },
  },
);

both(
  "a key of a table that TypeORM did not make is only renamed",
  [seat(key, plain), seat({ ...key, comment: "from the stage" }, plain)],
  {
    ...rows,
    handmade: [
      `DO $$ BEGIN EXECUTE (
         SELECT format('ALTER TABLE seat RENAME CONSTRAINT %I TO seat_pkey', conname)
           FROM pg_constraint WHERE conrelid = 'seat'::regclass AND contype = 'p'); END $$`,
    ],
  },
);
