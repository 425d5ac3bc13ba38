// Unique constraints: added, taken away, on other columns under one name, in another order, deferrable, and with foreign keys on them.
import type { EntitySchemaOptions } from "typeorm";
import { alike, both, refused } from "../judges/cases";
import { entity, type Row } from "../judges/entities";

type UniqueOptions = NonNullable<EntitySchemaOptions<Row>["uniques"]>[number];

const text = { type: "varchar" } as const;

const person = (...uniques: UniqueOptions[]) =>
  entity("person", { first: text, last: text }, { uniques });

const rows = {
  person: [
    { id: 1, first: "Ann", last: "Lee" },
    { id: 2, first: "Bob", last: "Ray" },
  ],
};

both(
  "a unique constraint on one column",
  [[person()], [person({ columns: ["first"] })]],
  { rows },
);

both(
  "a unique column",
  [
    [entity("person", { first: text })],
    [entity("person", { first: { ...text, unique: true } })],
  ],
  { rows: { person: [{ id: 1, first: "Ann" }] } },
);

both(
  "a composite unique constraint",
  [[person()], [person({ columns: ["first", "last"] })]],
  { rows },
);

both(
  "other columns under one name",
  [
    [person({ name: "named", columns: ["first"] })],
    [person({ name: "named", columns: ["first", "last"] })],
  ],
  { rows },
);

both(
  "two constraints that change places",
  [
    [
      person(
        { name: "one", columns: ["first"] },
        { name: "other", columns: ["last"] },
      ),
    ],
    [
      person(
        { name: "other", columns: ["first"] },
        { name: "one", columns: ["last"] },
      ),
    ],
  ],
  { rows },
);

both(
  "columns in another order",
  [
    [person({ columns: ["first", "last"] })],
    [person({ columns: ["last", "first"] })],
  ],
  { rows },
);

both(
  "another name",
  [
    [person({ columns: ["first"] })],
    [person({ name: "first names", columns: ["first"] })],
  ],
  { rows },
);

for (const [before, after] of [
  [undefined, "INITIALLY DEFERRED"],
  [undefined, "INITIALLY IMMEDIATE"],
  ["INITIALLY IMMEDIATE", "INITIALLY DEFERRED"],
] as const)
  both(
    `${before ?? "not deferrable"} becomes ${after}`,
    [
      [
        person({
          columns: ["first", "last"],
          ...(before === undefined ? {} : { deferrable: before }),
        }),
      ],
      [person({ columns: ["first", "last"], deferrable: after })],
    ],
    { rows },
  );

const pet = (...references: string[]) =>
  entity(
    "pet",
    { first: text, last: text },
    {
      foreignKeys: [
        {
          target: "person",
          columnNames: references,
          referencedColumnNames: references,
        },
      ],
    },
  );

both(
  "columns in another order, while a foreign key rests on the constraint",
  [
    [person({ columns: ["first", "last"] }), pet("first", "last")],
    [person({ columns: ["last", "first"] }), pet("first", "last")],
  ],
  { rows: { ...rows, pet: [{ id: 1, first: "Ann", last: "Lee" }] } },
);

both(
  "a foreign key moves from one constraint to another that comes for it",
  [
    [person({ columns: ["first"] }), pet("first")],
    [person({ columns: ["first", "last"] }), pet("first", "last")],
  ],
  { rows: { ...rows, pet: [{ id: 1, first: "Ann", last: "Lee" }] } },
);

both(
  "a unique index becomes a unique constraint, while a foreign key rests on it",
  [
    [
      entity(
        "person",
        { first: text, last: text },
        { indices: [{ columns: ["first"], unique: true }] },
      ),
      pet("first"),
    ],
    [person({ columns: ["first"] }), pet("first")],
  ],
  { rows: { ...rows, pet: [{ id: 1, first: "Ann", last: "Lee" }] } },
);

alike("finds nothing in a constraint that is unchanged", {
  from: [
    person({ columns: ["first", "last"], deferrable: "INITIALLY DEFERRED" }),
  ],
  to: [
    person({ columns: ["first", "last"], deferrable: "INITIALLY DEFERRED" }),
  ],
});

refused("rows that are alike already", "could not create unique index", {
  from: [person()],
  to: [person({ columns: ["first"] })],
  rows: {
    person: [
      { id: 1, first: "Ann", last: "Lee" },
      { id: 2, first: "Ann", last: "Ray" },
    ],
  },
});
