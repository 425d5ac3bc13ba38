// Values that come from what goes in the same file: rows are filled first.
import type { EntitySchema } from "typeorm";
import type { Answers } from "../../src";
import { casesOn } from "../judges/cases";
import { entity, type Row } from "../judges/entities";
import { describeOn, type ServerKind } from "../servers";

const id = { type: "int", primary: true } as const;
const text = { type: "varchar", length: 40 } as const;

const number = { type: "int" } as const;
const owner = (more: object = {}) => entity("owner", { id, ...more });

interface Fill {
  readonly from: readonly EntitySchema<Row>[];
  readonly to: readonly EntitySchema<Row>[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly answers: Answers;
  readonly kept: Readonly<Record<string, readonly Row[]>>;
  /** After the downgrade, where that is not what there was before. */
  readonly back?: Readonly<Record<string, readonly Row[]>>;
}

const mailed = {
  owner: [
    { id: 1, mail: "m1" },
    { id: 2, mail: "m2" },
  ],
  dog: [
    { id: 1, owner_id: 1 },
    { id: 2, owner_id: 2 },
  ],
};
const dogs = (more: object = {}) =>
  entity("dog", { id, owner_id: number, ...more });
const mails = [
  { id: 1, owner_id: 1, mail: "m1" },
  { id: 2, owner_id: 2, mail: "m2" },
];

const fills: Readonly<Record<string, Fill>> = {
  "two columns of the table itself": {
    from: [entity("person", { id, first: text, last: text })],
    to: [entity("person", { id, name: text })],
    rows: { person: [{ id: 1, first: "Ann", last: "Lee" }] },
    answers: {
      drops: ["person.first", "person.last"],
      backfills: { "person.name": "concat(first, ' ', last)" },
    },
    kept: { person: [{ id: 1, name: "Ann Lee" }] },
  },
  "a column of another table, by a name that both have": {
    from: [owner({ mail: text }), dogs()],
    to: [owner(), dogs({ mail: text })],
    rows: mailed,
    answers: {
      drops: ["owner.mail"],
      backfills: {
        "dog.mail":
          "COALESCE((SELECT mail FROM owner WHERE owner.id = dog.owner_id), '')",
      },
    },
    kept: { dog: mails },
  },
  "a column of another table that changes besides": {
    from: [owner({ mail: text, old: number, size: number }), dogs()],
    to: [
      owner({ size: { type: "bigint" }, fresh: { ...number, default: 1 } }),
      dogs({ mail: text }),
    ],
    rows: {
      ...mailed,
      owner: mailed.owner.map((row) => ({ ...row, old: 0, size: 1 })),
    },
    answers: {
      drops: ["owner.mail", "owner.old"],
      backfills: {
        "dog.mail":
          "(SELECT owner.mail FROM owner WHERE owner.id = dog.owner_id)",
      },
    },
    kept: { dog: mails },
  },
  "a table": {
    from: [owner({ mail: text }), dogs()],
    to: [dogs({ mail: text })],
    rows: mailed,
    answers: {
      drops: ["owner"],
      backfills: {
        "dog.mail":
          "(SELECT owner.mail FROM owner WHERE owner.id = dog.owner_id)",
      },
    },
    kept: { dog: mails },
  },
  "a reference that changes its side": {
    from: [owner(), dogs()],
    to: [owner({ dog_id: number }), entity("dog", { id })],
    rows: { owner: [{ id: 1 }], dog: [{ id: 7, owner_id: 1 }] },
    answers: {
      drops: ["dog.owner_id"],
      backfills: {
        "owner.dog_id":
          "(SELECT dog.id FROM dog WHERE dog.owner_id = owner.id)",
      },
    },
    kept: { owner: [{ id: 1, dog_id: 7 }] },
  },
  "an expression that ends in a comment": {
    from: [entity("item", { id, a: { ...number, nullable: true } })],
    to: [entity("item", { id, a: number, b: number })],
    rows: { item: [{ id: 1, a: 7 }, { id: 2 }] },
    answers: {
      backfills: { "item.a": "0 -- unknown", "item.b": "id /* its own */" },
    },
    kept: {
      item: [
        { id: 1, a: 7, b: 1 },
        { id: 2, a: 0, b: 2 },
      ],
    },
    back: {
      item: [
        { id: 1, a: 7 },
        { id: 2, a: 0 },
      ],
    },
  },
  "an expression where the column has a default for rows to come": {
    from: [entity("item", { id })],
    to: [
      entity("item", {
        id,
        role: { ...text, default: "user" },
        note: { ...text, nullable: true, default: "none" },
      }),
    ],
    rows: { item: [{ id: 1 }, { id: 2 }] },
    answers: {
      backfills: {
        "item.role": "CASE id WHEN 1 THEN 'admin' ELSE 'user' END",
        "item.note": "concat('n', id)",
      },
    },
    kept: {
      item: [
        { id: 1, role: "admin", note: "n1" },
        { id: 2, role: "user", note: "n2" },
      ],
    },
  },
  "columns that come in the same file, whichever is first": {
    from: [entity("item", { id })],
    to: [
      entity("item", {
        id,
        total: number,
        price: number,
        pieces: { ...number, default: 3 },
      }),
    ],
    rows: { item: [{ id: 1 }, { id: 2 }] },
    answers: {
      backfills: { "item.total": "price * pieces", "item.price": "id * 10" },
    },
    kept: {
      item: [
        { id: 1, total: 30, price: 10, pieces: 3 },
        { id: 2, total: 60, price: 20, pieces: 3 },
      ],
    },
  },
  "a change of type that reads a column that goes": {
    from: [entity("item", { id, size: text, unit: text })],
    to: [entity("item", { id, size: number })],
    rows: { item: [{ id: 1, size: "3", unit: "dozen" }] },
    answers: {
      drops: ["item.unit"],
      casts: {
        "item.size":
          "CASE unit WHEN 'dozen' THEN 12 ELSE 1 END * CAST(size AS DECIMAL)",
      },
    },
    kept: { item: [{ id: 1, size: 36 }] },
    back: { item: [{ id: 1, size: "36", unit: "" }] },
  },
  "a change of type that reads a column which changes, too": {
    from: [entity("item", { id, a: text, b: text })],
    to: [entity("item", { id, a: number, b: { type: "varchar", length: 9 } })],
    rows: { item: [{ id: 1, a: "05", b: "x" }] },
    answers: {
      casts: { "item.a": "CAST(a AS DECIMAL)", "item.b": "concat(a, b)" },
    },
    kept: { item: [{ id: 1, a: 5, b: "05x" }] },
    back: { item: [{ id: 1, a: "5", b: "05x" }] },
  },
  "a change of type that only the type from before can be read for": {
    from: [entity("item", { id, a: text, b: text, c: text })],
    to: [entity("item", { id, a: number, b: number, c: number })],
    rows: { item: [{ id: 1, a: "05", b: "x", c: "123" }] },
    answers: {
      casts: {
        "item.a": "CAST(a AS DECIMAL)",
        "item.b": "length(a)",
        "item.c": "length(concat(a, b))",
      },
    },
    kept: { item: [{ id: 1, a: 5, b: 2, c: 3 }] },
    back: { item: [{ id: 1, a: "5", b: "2", c: "3" }] },
  },
  "a change of type that reads a column which is no enum any more": {
    from: [
      entity("item", {
        id,
        a: { type: "enum", enum: ["05", "5"] },
        b: text,
      }),
    ],
    to: [entity("item", { id, a: number, b: { type: "varchar", length: 9 } })],
    rows: { item: [{ id: 1, a: "05", b: "x" }] },
    answers: {
      casts: {
        "item.a": "CAST(concat(a, '') AS DECIMAL)",
        "item.b": "concat(a, b)",
      },
    },
    kept: { item: [{ id: 1, a: 5, b: "05x" }] },
    back: { item: [{ id: 1, a: "5", b: "05x" }] },
  },
};

describe.each<ServerKind>(["postgres", "mysql", "mariadb"])("on %s", (kind) => {
  describeOn(kind, "from what goes", () => {
    const { there } = casesOn(kind);
    const named = (rows: Fill["kept"]): Fill["kept"] =>
      kind === "postgres"
        ? Object.fromEntries(
            Object.entries(rows).map(([table, all]) => [
              `public.${table}`,
              all,
            ]),
          )
        : rows;
    for (const [name, { kept, back, ...given }] of Object.entries(fills))
      there(name, {
        ...given,
        upgraded: named(kept),
        ...(back && { downgraded: named(back) }),
      });
  });
});
