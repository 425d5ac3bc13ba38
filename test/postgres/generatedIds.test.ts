// Generated ids: values stay as they are, and the next one is new, whatever they come from.
import { both, there } from "../judges/cases";
import { decorated, entity } from "../judges/entities";

const name = { type: "text" } as const;
const ann = [{ name: "Ann" }, { name: "Bob" }];
const numbered = [
  { id: 5, name: "Ann" },
  { id: 7, name: "Bob" },
];

const kinds = {
  plain: () => [
    entity("person", { id: { type: "integer", primary: true }, name }),
  ],
  serial: () => [decorated("person", { id: { generated: "increment" }, name })],
  bigserial: () => [
    decorated("person", {
      id: { generated: "increment", type: "bigint" },
      name,
    }),
  ],
  smallserial: () => [
    decorated("person", {
      id: { generated: "increment", type: "smallint" },
      name,
    }),
  ],
  "identity by default": () => [
    decorated("person", {
      id: { generated: "identity", generatedIdentity: "BY DEFAULT" },
      name,
    }),
  ],
  "identity always": () => [
    decorated("person", {
      id: { generated: "identity", generatedIdentity: "ALWAYS" },
      name,
    }),
  ],
  "bigint identity": () => [
    decorated("person", {
      id: {
        generated: "identity",
        generatedIdentity: "BY DEFAULT",
        type: "bigint",
      },
      name,
    }),
  ],
};

type Kind = keyof typeof kinds;

const pairs: readonly (readonly [Kind, Kind])[] = [
  ["plain", "serial"],
  ["plain", "identity by default"],
  ["plain", "identity always"],
  ["plain", "bigserial"],
  ["serial", "bigserial"],
  ["serial", "smallserial"],
  ["serial", "identity by default"],
  ["serial", "identity always"],
  ["serial", "bigint identity"],
  ["identity by default", "identity always"],
  ["identity by default", "bigint identity"],
  ["identity always", "bigserial"],
];

/** TypeORM draws from the sequence of a serial whatever a row says. */
const takesNumbers = (kind: Kind): boolean =>
  ["plain", "identity by default", "bigint identity"].includes(kind);

for (const [from, to] of pairs) {
  const rowsOf = (kind: Kind) => ({
    rows: { person: takesNumbers(kind) ? numbered : ann },
  });
  const ids = (kind: Kind, big: boolean) => {
    const values = takesNumbers(kind) ? [5, 7] : [1, 2];
    return {
      "public.person": ["Ann", "Bob"].map((person, position) => ({
        id: big ? String(values[position]) : values[position],
        name: person,
      })),
    };
  };
  const isBig = (kind: Kind): boolean => kind.startsWith("big");
  both(
    `${from} becomes ${to}`,
    [kinds[from](), kinds[to]()],
    {
      ...rowsOf(from),
      next: { person: { name: "Eve" } },
      upgraded: ids(from, isBig(to)),
      downgraded: ids(from, isBig(from)),
    },
    {
      ...rowsOf(to),
      upgraded: ids(to, isBig(from)),
      downgraded: ids(to, isBig(to)),
    },
  );
}

const uuid = (options: { readonly default?: () => string } = {}) => [
  entity("person", {
    id: { type: "uuid", primary: true, generated: "uuid", ...options },
    name,
  }),
];
const id = "7f6c1b9e-7a55-4b4e-9d8e-0c8f1c1f0001";
const plainUuid = [
  entity("person", { id: { type: "uuid", primary: true }, name }),
];

both("a plain uuid becomes a generated one", [plainUuid, uuid()], {
  rows: { person: [{ id, name: "Ann" }] },
  next: { person: { name: "Eve" } },
});

both(
  "a plain uuid becomes one that gen_random_uuid generates",
  [plainUuid, uuid()],
  {
    rows: { person: [{ id, name: "Ann" }] },
    next: { person: { name: "Eve" } },
    options: { uuidExtension: "pgcrypto" },
    groundwork: ["CREATE EXTENSION pgcrypto"],
  },
);

there("a uuid by uuid_generate_v4 becomes one by gen_random_uuid", {
  from: [
    entity("person", {
      id: {
        type: "uuid",
        primary: true,
        default: () => "uuid_generate_v4()",
      },
      name,
    }),
  ],
  to: uuid(),
  rows: { person: [{ id, name: "Ann" }] },
  options: { uuidExtension: "pgcrypto" },
  groundwork: ["CREATE EXTENSION pgcrypto"],
});

both(
  "a serial that is no key",
  [
    [entity("person", { number: { type: "integer" } })],
    [entity("person", { number: { type: "integer", generated: "increment" } })],
  ],
  {
    rows: { person: [{ id: 1, number: 4 }] },
    next: { person: { id: 2 } },
  },
);

both(
  "a serial column comes and goes",
  [
    [entity("person", {})],
    [entity("person", { number: { type: "integer", generated: "increment" } })],
  ],
  { rows: { person: [{ id: 1 }, { id: 2 }] } },
  { answers: { drops: ["person.number"] } },
);

there("a sequence under another name is the column's own all the same", {
  from: kinds.serial(),
  to: [
    decorated("person", {
      id: { generated: "increment" },
      name: { type: "varchar" },
    }),
  ],
  handmade: ["ALTER SEQUENCE person_id_seq RENAME TO people_seq"],
  handmadeAfter: ["ALTER SEQUENCE person_id_seq RENAME TO people_seq"],
  rows: { person: ann },
  next: { person: { name: "Eve" } },
  // TypeORM knows a sequence by its name only.
  notAsSynchronized: true,
});

const keyed = (type: "integer" | "bigint") =>
  entity("person", {
    id: { type, primary: true, generated: "increment" },
    name,
  });

both(
  "an id becomes a bigint together with the keys that refer to it",
  [
    [
      keyed("integer"),
      entity(
        "pet",
        { owner: { type: "integer", nullable: true } },
        {
          foreignKeys: [
            {
              target: "person",
              columnNames: ["owner"],
              referencedColumnNames: ["id"],
              onDelete: "SET NULL",
            },
          ],
        },
      ),
    ],
    [
      keyed("bigint"),
      entity(
        "pet",
        { owner: { type: "bigint", nullable: true } },
        {
          foreignKeys: [
            {
              target: "person",
              columnNames: ["owner"],
              referencedColumnNames: ["id"],
              onDelete: "SET NULL",
            },
          ],
        },
      ),
    ],
  ],
  {
    rows: { person: ann, pet: [{ id: 1, owner: 2 }] },
    next: { person: { name: "Eve" } },
    upgraded: {
      "public.person": [
        { id: "1", name: "Ann" },
        { id: "2", name: "Bob" },
      ],
      "public.pet": [{ id: 1, owner: "2" }],
    },
    downgraded: {
      "public.person": [
        { id: 1, name: "Ann" },
        { id: 2, name: "Bob" },
      ],
      "public.pet": [{ id: 1, owner: 2 }],
    },
  },
  {
    upgraded: {
      "public.person": [
        { id: 1, name: "Ann" },
        { id: 2, name: "Bob" },
      ],
      "public.pet": [{ id: 1, owner: 2 }],
    },
    downgraded: {
      "public.person": [
        { id: "1", name: "Ann" },
        { id: "2", name: "Bob" },
      ],
      "public.pet": [{ id: 1, owner: "2" }],
    },
  },
);

const tree = (type: "integer" | "bigint") => [
  entity(
    "node",
    {
      id: { type, primary: true, generated: "increment" },
      part: { type: "integer", primary: true, default: 1 },
      parent: { type, nullable: true },
      parent_part: { type: "integer", nullable: true },
    },
    {
      foreignKeys: [
        {
          target: "node",
          columnNames: ["parent", "parent_part"],
          referencedColumnNames: ["id", "part"],
        },
      ],
      indices: [{ columns: ["parent"] }],
    },
  ),
];

both(
  "a composite key that refers to itself becomes a bigint",
  [tree("integer"), tree("bigint")],
  {
    rows: { node: [{ part: 1 }, { part: 1, parent: 1, parent_part: 1 }] },
    next: { node: { part: 2 } },
    upgraded: { "public.node": [{ id: "1" }, { id: "2", parent: "1" }] },
    downgraded: { "public.node": [{ id: 1 }, { id: 2, parent: 1 }] },
  },
  {
    upgraded: { "public.node": [{ id: 1 }, { id: 2, parent: 1 }] },
    downgraded: { "public.node": [{ id: "1" }, { id: "2", parent: "1" }] },
  },
);

const referring = (type: "integer" | "bigint" | "text") => [
  entity("owner", { id: { type, primary: true } }),
  entity(
    "pet",
    { id: { type, primary: true } },
    {
      foreignKeys: [
        { target: "owner", columnNames: ["id"], referencedColumnNames: ["id"] },
      ],
    },
  ),
  entity(
    "toy",
    { pet: { type, unique: true } },
    {
      foreignKeys: [
        { target: "pet", columnNames: ["pet"], referencedColumnNames: ["id"] },
      ],
    },
  ),
];

both(
  "the type of a key changes along a chain of tables",
  [referring("integer"), referring("text")],
  {
    rows: { owner: [{ id: 7 }], pet: [{ id: 7 }], toy: [{ id: 1, pet: 7 }] },
    upgraded: {
      "public.owner": [{ id: "7" }],
      "public.pet": [{ id: "7" }],
      "public.toy": [{ id: 1, pet: "7" }],
    },
    downgraded: {
      "public.owner": [{ id: 7 }],
      "public.pet": [{ id: 7 }],
      "public.toy": [{ id: 1, pet: 7 }],
    },
  },
  {
    upgraded: {
      "public.owner": [{ id: 7 }],
      "public.pet": [{ id: 7 }],
      "public.toy": [{ id: 1, pet: 7 }],
    },
    downgraded: {
      "public.owner": [{ id: "7" }],
      "public.pet": [{ id: "7" }],
      "public.toy": [{ id: 1, pet: "7" }],
    },
  },
);
