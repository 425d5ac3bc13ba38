// Sequences behind ids: their options stay, and counting goes on past what is there.
import { alike, both, there } from "../judges/cases";
import { decorated, entity } from "../judges/entities";

const name = { type: "text" } as const;
const ann = [{ name: "Ann" }, { name: "Bob" }];
const next = { person: { name: "Eve" } };

const plain = (type: "smallint" | "integer" | "bigint" = "integer") => [
  entity("person", { id: { type, primary: true }, name }),
];
const serial = (type: "smallint" | "integer" | "bigint" = "integer") => [
  decorated("person", { id: { generated: "increment", type }, name }),
];
const identity = (
  generatedIdentity: "ALWAYS" | "BY DEFAULT" = "BY DEFAULT",
  type: "integer" | "bigint" = "integer",
) => [
  decorated("person", {
    id: { generated: "identity", generatedIdentity, type },
    name,
  }),
];

const options = [
  "ALTER SEQUENCE person_id_seq INCREMENT 5 MINVALUE 10 MAXVALUE 1000 START 20 RESTART 20 CACHE 3 CYCLE",
  "COMMENT ON SEQUENCE person_id_seq IS 'who''s next'",
  "GRANT USAGE ON SEQUENCE person_id_seq TO PUBLIC",
];
/** TypeORM knows no options. */
const optioned = { handmade: options, handmadeAfter: options };

describe("options", () => {
  there("come back with the sequence", {
    from: serial(),
    to: plain(),
    handmade: options,
    rows: { person: ann },
    next,
  });
  there("come back with the identity", {
    from: identity(),
    to: plain(),
    handmade: options,
    rows: { person: ann },
    next,
  });
  there("stay where a serial becomes an identity", {
    from: serial(),
    to: identity("ALWAYS"),
    ...optioned,
    rows: { person: ann },
    next,
  });
  there("stay where an identity becomes a serial", {
    from: identity(),
    to: serial(),
    ...optioned,
    rows: { person: ann },
    next,
  });
  there("stay where the type changes", {
    from: serial(),
    to: serial("bigint"),
    ...optioned,
    rows: { person: ann },
    next,
    upgraded: { "public.person": [{ id: "20" }, { id: "25" }] },
    downgraded: { "public.person": [{ id: 20 }, { id: 25 }] },
  });
  there("stay where an identity's type changes", {
    from: identity(),
    to: identity("BY DEFAULT", "bigint"),
    ...optioned,
    rows: { person: ann },
    next,
    upgraded: { "public.person": [{ id: "20" }, { id: "25" }] },
    downgraded: { "public.person": [{ id: 20 }, { id: 25 }] },
  });
  there("come back with the table", {
    from: [...serial(), entity("other", {})],
    to: [entity("other", {})],
    handmade: options,
    answers: { drops: ["person"] },
  });
  there("come back with the table of an identity", {
    from: [...identity(), entity("other", {})],
    to: [entity("other", {})],
    handmade: options,
    answers: { drops: ["person"] },
  });
  there("come back with the column", {
    from: [
      entity("person", { number: { type: "integer", generated: "increment" } }),
    ],
    to: [entity("person", {})],
    handmade: [
      "ALTER SEQUENCE person_number_seq AS bigint INCREMENT -2 MAXVALUE 90 START 80 RESTART 80",
      "GRANT SELECT ON SEQUENCE person_number_seq TO PUBLIC",
      "COMMENT ON SEQUENCE person_number_seq IS 'downwards'",
    ],
    answers: { drops: ["person.number"] },
  });
  alike("are no difference", {
    from: serial(),
    to: serial(),
    handmade: options,
  });
});

describe("a sequence that counts down", () => {
  const down = [
    "ALTER SEQUENCE person_id_seq INCREMENT -1 MINVALUE -100 MAXVALUE -1 START -1 RESTART -1",
  ];
  there("goes on below the smallest id", {
    from: serial(),
    to: plain(),
    handmade: down,
    rows: { person: ann },
    next,
  });
});

describe("the sequence of a serial from before PostgreSQL 10", () => {
  // It was of bigint, whatever its column was.
  const old = ["ALTER SEQUENCE person_id_seq AS bigint"];
  there("is restored as it was", {
    from: serial(),
    to: plain(),
    handmade: old,
    rows: { person: ann },
    next,
  });
  there("is restored as it was after the column was a bigint", {
    from: serial(),
    to: serial("bigint"),
    handmade: old,
    handmadeAfter: [],
    rows: { person: ann },
    next,
    upgraded: {},
    downgraded: {},
  });
  there("is restored as it was after the column was an identity", {
    from: serial(),
    to: identity(),
    handmade: old,
    handmadeAfter: [],
    rows: { person: ann },
    next,
  });
});

describe("counting goes on", () => {
  for (const [words, ids] of [
    ["below zero", [-5, -3]],
    ["at the end of the type", [2147483647]],
    ["in an empty table", []],
    ["at zero", [0]],
  ] as const)
    for (const [kind, numbered] of [
      ["serial", serial()],
      ["identity", identity()],
    ] as const)
      there(`${kind}, with ids ${words}`, {
        from: plain(),
        to: numbered,
        rows: { person: ids.map((id) => ({ id, name: "Ann" })) },
        ...(ids.includes(2147483647 as never) ? {} : { next }),
      });
  both(
    "from a small serial to a large identity",
    [serial("smallint"), identity("BY DEFAULT", "bigint")],
    { rows: { person: ann }, next, upgraded: {}, downgraded: {} },
  );
  there("where a sequence is used up", {
    from: serial(),
    to: identity(),
    handmade: [
      "INSERT INTO person (name) VALUES ('Ann')",
      "SELECT setval('person_id_seq', 2147483647)",
    ],
  });
});

describe("a sequence that no column owns", () => {
  const called = (type: "integer" | "bigint", nullable = false) => [
    entity("person", {
      id: { type: "integer", primary: true },
      number: { type, nullable, default: () => "nextval('handmade_seq')" },
    }),
  ];
  const groundwork = ["CREATE SEQUENCE handmade_seq"];
  alike("is a default like any other", {
    groundwork,
    from: called("integer"),
    to: called("integer"),
  });
  both(
    "is a default that comes and goes",
    [
      [
        entity("person", {
          id: { type: "integer", primary: true },
          number: { type: "integer" },
        }),
      ],
      called("integer"),
    ],
    { groundwork, rows: { person: [{ id: 1, number: 4 }] } },
  );
  both(
    "stays while the type changes",
    [called("integer"), called("bigint", true)],
    {
      groundwork,
      rows: { person: [{ id: 1 }] },
      upgraded: {},
      downgraded: {},
    },
  );
  alike("may stand for a serial", {
    groundwork: ["CREATE SEQUENCE people"],
    from: plain(),
    to: serial(),
    handmade: [
      "ALTER TABLE person ALTER COLUMN id SET DEFAULT nextval('people')",
    ],
  });
});
