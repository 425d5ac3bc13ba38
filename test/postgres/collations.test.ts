// Collations: given, taken away and changed with the values kept, of the database and of people's own.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both, there } from "../judges/cases";
import { entity } from "../judges/entities";

const groundwork = [
  `CREATE COLLATION "de phone" (provider = icu, locale = 'de-u-co-phonebk')`,
  `CREATE COLLATION ignoring_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  `CREATE SCHEMA other`,
  `CREATE COLLATION other.german (provider = icu, locale = 'de')`,
];

const person = (
  name: Partial<EntitySchemaColumnOptions>,
  rest: Parameters<typeof entity>[2] = {
    indices: [{ name: "by_name", columns: ["name"] }],
    uniques: [{ name: "one_name", columns: ["name"] }],
    checks: [{ name: "before_z", expression: `"name" < 'z'` }],
  },
) => [entity("person", { name: { type: "text", ...name } }, rest)];

const rows = {
  person: [
    { id: 1, name: "Ann" },
    { id: 2, name: "berta" },
  ],
};
/** TypeORM writes COLLATE "undefined" where one goes, and its log says so on its own database. */
const given = { rows, groundwork };

both("one is given", [person({}), person({ collation: "C" })], given);
both(
  "one becomes another",
  [person({ collation: "C" }), person({ collation: "de phone" })],
  given,
);
both(
  "of the database's own, one of ICU",
  [person({ collation: "POSIX" }), person({ collation: "de-x-icu" })],
  given,
);
both(
  "a nondeterministic one",
  [person({}), person({ collation: "ignoring_case" })],
  given,
);
both(
  "together with type, length, default and nullability",
  [
    person({ collation: "C", nullable: true }),
    person({
      type: "varchar",
      length: 20,
      collation: "de phone",
      default: "x",
    }),
  ],
  { ...given, restless: true },
);
both(
  "of an array",
  [person({ array: true }, {}), person({ array: true, collation: "C" }, {})],
  { groundwork, rows: { person: [{ id: 1, name: ["b", "A"] }] } },
);
both(
  "of a column of another kind, which has none",
  [person({ collation: "C" }, {}), person({ type: "integer" }, {})],
  {
    groundwork,
    rows: { person: [{ id: 1, name: "7" }] },
    answers: {},
    upgraded: { "public.person": [{ name: 7 }] },
    downgraded: { "public.person": [{ name: "7" }] },
  },
  {
    groundwork,
    rows: { person: [{ id: 1, name: 7 }] },
    upgraded: { "public.person": [{ name: "7" }] },
    downgraded: { "public.person": [{ name: 7 }] },
  },
);
both(
  "of a column that comes and goes",
  [
    [entity("person", {})],
    person({ collation: "de phone", nullable: true }, {}),
  ],
  { groundwork, rows: { person: [{ id: 1 }] } },
  { groundwork, rows, answers: { drops: ["person.name"] } },
);

alike("the one that a type has by itself may be said", {
  from: person({}, {}),
  to: person({ collation: "default" }, {}),
});
alike("one is found as it was", {
  from: person({ collation: "ignoring_case", default: "x" }),
  to: person({ collation: "ignoring_case", default: "x" }),
  groundwork,
});

const elsewhere = [
  `ALTER TABLE person ALTER name TYPE text COLLATE other.german`,
];
alike("one of another schema is told by its name", {
  from: person({}),
  to: person({ collation: "german" }),
  groundwork,
  handmade: elsewhere,
});
there("one of another schema goes, and comes back", {
  from: person({}),
  to: person({}),
  handmade: elsewhere,
  ...given,
});
there("one of another schema stays while the column is renamed and retyped", {
  from: person({}, {}),
  to: [
    entity("person", {
      title: { type: "varchar", length: 50, collation: "german", default: "a" },
    }),
  ],
  handmade: elsewhere,
  ...given,
  answers: { renames: { "person.name": "title" } },
  upgraded: { "public.person": [{ title: "Ann" }, { title: "berta" }] },
  downgraded: { "public.person": rows.person },
  notAsSynchronized: true,
});
