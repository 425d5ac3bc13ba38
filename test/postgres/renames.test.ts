// Answered renames: columns and tables with all that hangs on them keep their rows.
import type { EntitySchemaColumnOptions } from "typeorm";
import { AnswerError, check } from "../../src";
import { asked, both, onDatabase, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { decorated, entity } from "../judges/entities";

const text = { type: "text" } as const;
const serial: EntitySchemaColumnOptions = {
  type: "integer",
  primary: true,
  generated: "increment",
};

describe("a column is renamed", () => {
  const renames = (from: string, to: string) => [
    { answers: { renames: { [`person.${from}`]: to } } },
    { answers: { renames: { [`person.${to}`]: from } } },
  ];

  const [forth, back] = renames("name", "full_name");
  const column = (
    name: string,
    first: EntitySchemaColumnOptions,
    rest: Parameters<typeof entity>[2] = {},
  ) => entity("person", { [name]: first, age: { type: "integer" } }, rest);
  type Value = string | readonly string[];
  const rows = (name: string, value: Value) => ({
    rows: { person: [{ id: 1, [name]: value, age: 3 }] },
  });
  const upgraded = (name: string, value: Value) => ({
    upgraded: { "public.person": [{ id: 1, [name]: value }] },
  });
  const renamed = (
    name: string,
    first: EntitySchemaColumnOptions,
    rest: (name: string) => Parameters<typeof entity>[2] = () => ({}),
    value: Value = "Ann",
  ) => {
    both(
      name,
      [
        [column("name", first, rest("name"))],
        [column("full_name", first, rest("full_name"))],
      ],
      { ...forth, ...rows("name", value), ...upgraded("full_name", value) },
      { ...back, ...rows("full_name", value), ...upgraded("name", value) },
    );
  };

  renamed("by itself", text);
  renamed("with a default and a comment", {
    ...text,
    default: "nobody",
    comment: "what we call them",
  });
  renamed("with a unique constraint", { ...text, unique: true });
  renamed("with a composite unique constraint", text, (name) => ({
    uniques: [{ columns: [name, "age"] }],
  }));
  renamed("with an index", text, (name) => ({
    indices: [{ columns: [name] }],
  }));
  renamed("with a named partial index", text, (name) => ({
    indices: [
      { name: "named", columns: ["age"], where: `"${name}" <> 'nobody'` },
    ],
  }));
  renamed("with a partial index", text, (name) => ({
    indices: [{ columns: ["age", name], where: `"${name}" <> 'nobody'` }],
  }));
  renamed("with a check", text, (name) => ({
    checks: [{ expression: `"${name}" <> '' AND "age" > 0` }],
  }));
  renamed(
    "with an enum type",
    { type: "enum", enum: ["Ann", "Bob"], default: "Ann" },
    (name) => ({ indices: [{ columns: [name, "age"] }] }),
  );
  renamed(
    "with an enum array",
    { type: "enum", enum: ["Ann", "Bob"], array: true, default: [] },
    () => ({}),
    "{Ann,Bob}",
  );
  renamed("with an enum type that keeps its name", {
    type: "enum",
    enum: ["Ann", "Bob"],
    enumName: "names",
  });

  const keyed = (key: string, column: EntitySchemaColumnOptions) =>
    entity("person", { [key]: column, name: text });
  const identified = (
    key: string,
    generated: "increment" | "identity",
    generatedIdentity: "ALWAYS" | "BY DEFAULT",
  ) =>
    decorated("person", {
      [key]: { generated, generatedIdentity },
      name: text,
    });
  for (const [kind, generated, mode] of [
    ["serial", "increment", "BY DEFAULT"],
    ["identity", "identity", "ALWAYS"],
    ["identity by default", "identity", "BY DEFAULT"],
  ] as const) {
    const [up, down] = renames("id", "person_id");
    both(
      `with the primary key and ${kind}`,
      [
        [identified("id", generated, mode)],
        [identified("person_id", generated, mode)],
      ],
      {
        ...up,
        rows: { person: [{ name: "Ann" }, { name: "Bob" }] },
        upgraded: {
          "public.person": [
            { person_id: 1, name: "Ann" },
            { person_id: 2, name: "Bob" },
          ],
        },
        next: { person: { name: "Eve" } },
      },
      {
        ...down,
        upgraded: {
          "public.person": [
            { id: 1, name: "Ann" },
            { id: 2, name: "Bob" },
          ],
        },
      },
    );
  }

  const pet = (owner: string, key: string) =>
    entity(
      "pet",
      { [owner]: { type: "integer" } },
      {
        foreignKeys: [
          {
            target: "person",
            columnNames: [owner],
            referencedColumnNames: [key],
            onDelete: "CASCADE",
          },
        ],
        indices: [{ columns: [owner] }],
      },
    );
  both(
    "with a foreign key, and the column that it refers to",
    [
      [keyed("id", serial), pet("owner", "id")],
      [keyed("person_id", serial), pet("keeper", "person_id")],
    ],
    {
      answers: { renames: { "person.id": "person_id", "pet.owner": "keeper" } },
      rows: { person: [{ name: "Ann" }], pet: [{ id: 1, owner: 1 }] },
      upgraded: {
        "public.person": [{ person_id: 1, name: "Ann" }],
        "public.pet": [{ id: 1, keeper: 1 }],
      },
    },
    {
      answers: { renames: { "person.person_id": "id", "pet.keeper": "owner" } },
      rows: { person: [{ name: "Ann" }], pet: [{ id: 1, keeper: 1 }] },
      upgraded: {
        "public.person": [{ id: 1, name: "Ann" }],
        "public.pet": [{ id: 1, owner: 1 }],
      },
    },
  );
});

both(
  "several columns are renamed at once, in capitals, with spaces and dots",
  [
    [entity("person", { a: text, b: text, c: text })],
    [entity("person", { "A a": text, Select: text, "c.c": text })],
  ],
  {
    answers: {
      renames: { "person.a": "A a", "person.b": "Select", "person.c": "c.c" },
    },
    rows: { person: [{ id: 1, a: "1", b: "2", c: "3" }] },
    upgraded: {
      "public.person": [{ id: 1, "A a": "1", Select: "2", "c.c": "3" }],
    },
  },
  {
    answers: {
      renames: { "person.A a": "a", "person.Select": "b", "person.c.c": "c" },
    },
    rows: { person: [{ id: 1, "A a": "1", Select: "2", "c.c": "3" }] },
    upgraded: { "public.person": [{ id: 1, a: "1", b: "2", c: "3" }] },
  },
);

both(
  "two columns of different types change places",
  [
    [entity("person", { a: text, b: { type: "integer" } })],
    [entity("person", { b: text, a: { type: "integer" } })],
  ],
  {
    answers: { renames: { "person.a": "b", "person.b": "a" } },
    rows: { person: [{ id: 1, a: "one", b: 2 }] },
    upgraded: { "public.person": [{ id: 1, b: "one", a: 2 }] },
    downgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
  },
  {
    rows: { person: [{ id: 1, b: "one", a: 2 }] },
    upgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
    downgraded: { "public.person": [{ id: 1, b: "one", a: 2 }] },
  },
);

both(
  "two columns change places with what hangs on them",
  [
    [
      entity(
        "person",
        { a: { ...text, unique: true }, b: { type: "integer" } },
        { checks: [{ name: "positive", expression: `"b" > 0` }] },
      ),
    ],
    [
      entity(
        "person",
        { b: { ...text, unique: true }, a: { type: "integer" } },
        { checks: [{ name: "positive", expression: `"a" > 0` }] },
      ),
    ],
  ],
  {
    answers: { renames: { "person.a": "b", "person.b": "a" } },
    rows: { person: [{ id: 1, a: "one", b: 2 }] },
    upgraded: { "public.person": [{ id: 1, b: "one", a: 2 }] },
    downgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
  },
  {
    rows: { person: [{ id: 1, b: "one", a: 2 }] },
    upgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
    downgraded: { "public.person": [{ id: 1, b: "one", a: 2 }] },
  },
);

both(
  "columns are renamed in a chain",
  [
    [entity("person", { a: text, b: { type: "integer" } })],
    [entity("person", { b: text, c: { type: "integer" } })],
  ],
  {
    answers: { renames: { "person.a": "b", "person.b": "c" } },
    rows: { person: [{ id: 1, a: "one", b: 2 }] },
    upgraded: { "public.person": [{ id: 1, b: "one", c: 2 }] },
    downgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
  },
  {
    answers: { renames: { "person.b": "a", "person.c": "b" } },
    rows: { person: [{ id: 1, b: "one", c: 2 }] },
    upgraded: { "public.person": [{ id: 1, a: "one", b: 2 }] },
    downgraded: { "public.person": [{ id: 1, b: "one", c: 2 }] },
  },
);

both(
  "a column is renamed and gets another type, default, nullability and comment",
  [
    [
      entity("person", {
        age: { type: "integer", default: 1, comment: "years" },
      }),
    ],
    [
      entity("person", {
        years: { type: "bigint", default: 2, nullable: true },
      }),
    ],
  ],
  {
    answers: { renames: { "person.age": "years" } },
    rows: { person: [{ id: 1, age: 7 }] },
    upgraded: { "public.person": [{ id: 1, years: "7" }] },
    downgraded: { "public.person": [{ id: 1, age: 7 }] },
  },
  {
    answers: { renames: { "person.years": "age" } },
    rows: { person: [{ id: 1, years: 7 }] },
    upgraded: { "public.person": [{ id: 1, age: 7 }] },
    downgraded: { "public.person": [{ id: 1, years: "7" }] },
  },
);

both(
  "an enum column is renamed and gets another label and default",
  [
    [
      entity("person", {
        state: { type: "enum", enum: ["in", "out"], default: "in" },
      }),
    ],
    [
      entity("person", {
        status: {
          type: "enum",
          enum: ["in", "away", "out"],
          default: "away",
        },
      }),
    ],
  ],
  {
    answers: { renames: { "person.state": "status" } },
    rows: { person: [{ id: 1, state: "out" }] },
    upgraded: { "public.person": [{ id: 1, status: "out" }] },
    downgraded: { "public.person": [{ id: 1, state: "out" }] },
  },
  {
    answers: {
      renames: { "person.status": "state" },
      drops: ["person_state_enum.away"],
    },
    rows: { person: [{ id: 1, status: "out" }] },
    upgraded: { "public.person": [{ id: 1, state: "out" }] },
    downgraded: { "public.person": [{ id: 1, status: "out" }] },
  },
);

describe("a table is renamed", () => {
  const family = (name: string, id: EntitySchemaColumnOptions) => [
    entity(
      name,
      {
        id,
        name: { ...text, unique: true, comment: "what we call them" },
        state: { type: "enum", enum: ["in", "out"], default: "in" },
        boss: { type: "integer", nullable: true },
      },
      {
        checks: [{ expression: `"name" <> ''` }],
        indices: [
          { columns: ["state", "name"], where: `"state" = 'in'` },
          { name: `on_${name}`, columns: ["state"] },
        ],
        foreignKeys: [
          {
            target: name,
            columnNames: ["boss"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
    entity(
      "pet",
      { owner: { type: "integer" } },
      {
        foreignKeys: [
          {
            target: name,
            columnNames: ["owner"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
  ];
  const rows = (name: string) => ({
    rows: {
      [name]: [
        { name: "Ann", state: "out" },
        { name: "Bob", boss: 1 },
      ],
      pet: [{ id: 1, owner: 2 }],
    },
    next: { [name]: { name: "Eve" } },
  });
  const upgraded = (name: string) => ({
    upgraded: {
      [`public.${name}`]: [
        { id: 1, name: "Ann", state: "out", boss: null },
        { id: 2, name: "Bob", state: "in", boss: 1 },
      ],
      "public.pet": [{ id: 1, owner: 2 }],
    },
  });
  both(
    "with a serial, an enum type, checks, keys, indexes and foreign keys to it",
    [family("person", serial), family("human", serial)],
    {
      answers: { renames: { person: "human" } },
      ...rows("person"),
      ...upgraded("human"),
    },
    {
      answers: { renames: { human: "person" } },
      ...rows("human"),
      ...upgraded("person"),
    },
  );

  const tagged = (post: string, tag: string) => [
    entity(
      post,
      { title: text },
      {
        relations: {
          tags: { type: "many-to-many", target: tag, joinTable: true },
        },
      },
    ),
    entity(tag, { label: text }),
  ];
  both(
    "with a junction table and its columns",
    [tagged("post", "tag"), tagged("article", "label")],
    {
      answers: {
        renames: {
          post: "article",
          tag: "label",
          post_tags_tag: "article_tags_label",
          "post_tags_tag.postId": "articleId",
          "post_tags_tag.tagId": "labelId",
        },
      },
      rows: {
        post: [{ id: 1, title: "On" }],
        tag: [{ id: 2, label: "new" }],
        post_tags_tag: [{ postId: 1, tagId: 2 }],
      },
      upgraded: {
        "public.article": [{ id: 1, title: "On" }],
        "public.label": [{ id: 2, label: "new" }],
        "public.article_tags_label": [{ articleId: 1, labelId: 2 }],
      },
    },
    {
      answers: {
        renames: {
          article: "post",
          label: "tag",
          article_tags_label: "post_tags_tag",
          "article_tags_label.articleId": "postId",
          "article_tags_label.labelId": "tagId",
        },
      },
      rows: {
        article: [{ id: 1, title: "On" }],
        label: [{ id: 2, label: "new" }],
        article_tags_label: [{ articleId: 1, labelId: 2 }],
      },
      upgraded: {
        "public.post": [{ id: 1, title: "On" }],
        "public.tag": [{ id: 2, label: "new" }],
        "public.post_tags_tag": [{ postId: 1, tagId: 2 }],
      },
    },
  );

  both(
    "and so is one of its columns, which gets another type",
    [
      [entity("person", { name: { type: "varchar", length: 20 } })],
      [entity("human", { called: text })],
    ],
    {
      answers: { renames: { person: "human", "person.name": "called" } },
      rows: { person: [{ id: 1, name: "Ann" }] },
      upgraded: { "public.human": [{ id: 1, called: "Ann" }] },
      downgraded: { "public.person": [{ id: 1, name: "Ann" }] },
    },
    {
      answers: { renames: { human: "person", "human.called": "name" } },
      rows: { human: [{ id: 1, called: "Ann" }] },
      upgraded: { "public.person": [{ id: 1, name: "Ann" }] },
      downgraded: { "public.human": [{ id: 1, called: "Ann" }] },
    },
  );

  const placed = (schema: string | undefined) => [
    entity(
      "person",
      { id: serial, state: { type: "enum", enum: ["in", "out"] } },
      schema === undefined ? {} : { schema },
    ),
    entity("stays", {}, { schema: "hr" }),
    entity("stays_here", {}),
  ];
  both(
    "into another schema, with its serial and enum type",
    [placed(undefined), placed("hr")],
    {
      answers: { renames: { person: "hr.person" } },
      rows: { person: [{ state: "out" }] },
      upgraded: { "hr.person": [{ id: 1, state: "out" }] },
      next: { person: { state: "in" } },
    },
    {
      answers: { renames: { "hr.person": "person" } },
      upgraded: { "public.person": [{ id: 1, state: "out" }] },
    },
  );
});

describe("a table and its key are renamed while the key gets another type", () => {
  const family = (
    [person, key]: readonly [table: string, key: string],
    type: "integer" | "bigint",
    generated: "increment" | "identity",
    owner: string,
  ) => [
    entity(
      person,
      {
        // TypeORM's type of the field leaves out one of its values.
        [key]: { type, primary: true, generated: generated as "increment" },
        name: { ...text, unique: true },
        boss: { type, nullable: true },
      },
      {
        indices: [{ columns: ["name"], where: `"${key}" > 0` }],
        checks: [{ expression: `"${key}" > 0` }],
        foreignKeys: [
          {
            target: person,
            columnNames: ["boss"],
            referencedColumnNames: [key],
          },
        ],
      },
    ),
    entity(
      "pet",
      { [owner]: { type, nullable: true } },
      {
        indices: [{ columns: [owner] }],
        foreignKeys: [
          {
            target: person,
            columnNames: [owner],
            referencedColumnNames: [key],
            onDelete: "CASCADE",
          },
        ],
      },
    ),
  ];
  both(
    "and is generated otherwise",
    [
      family(["person", "id"], "integer", "increment", "owner"),
      family(["human", "number"], "bigint", "identity", "keeper"),
    ],
    {
      rows: {
        person: [{ name: "Ann" }, { name: "Bob", boss: 1 }],
        pet: [{ id: 1, owner: 2 }],
      },
      answers: {
        renames: {
          person: "human",
          "human.id": "number",
          "pet.owner": "keeper",
        },
      },
      next: { person: { name: "Eve" }, human: { name: "Eve" } },
      upgraded: {
        "public.human": [
          { number: "1", name: "Ann", boss: null },
          { number: "2", name: "Bob", boss: "1" },
        ],
        "public.pet": [{ id: 1, keeper: "2" }],
      },
      downgraded: {
        "public.person": [
          { id: 1, name: "Ann", boss: null },
          { id: 2, name: "Bob", boss: 1 },
        ],
        "public.pet": [{ id: 1, owner: 2 }],
      },
    },
    {
      rows: {
        human: [{ name: "Ann" }, { name: "Bob", boss: 1 }],
        pet: [{ id: 1, keeper: 2 }],
      },
      answers: {
        renames: {
          human: "person",
          "person.number": "id",
          "pet.keeper": "owner",
        },
      },
      upgraded: {
        "public.person": [
          { id: 1, name: "Ann", boss: null },
          { id: 2, name: "Bob", boss: 1 },
        ],
        "public.pet": [{ id: 1, owner: 2 }],
      },
      downgraded: {
        "public.human": [
          { number: "1", name: "Ann", boss: null },
          { number: "2", name: "Bob", boss: "1" },
        ],
        "public.pet": [{ id: 1, keeper: "2" }],
      },
    },
  );
});

describe("the old name is taken by something new", () => {
  const person = (
    name: string,
    more: Record<string, EntitySchemaColumnOptions>,
  ) =>
    entity(
      name,
      {
        id: serial,
        state: { type: "enum", enum: ["in", "out"], default: "in" },
        ...more,
      },
      { uniques: [{ columns: ["state"] }], indices: [{ columns: ["state"] }] },
    );
  there("a table's", {
    from: [person("person", { name: text })],
    to: [
      person("human", { name: text }),
      person("person", { age: { type: "integer" } }),
    ],
    rows: { person: [{ name: "Ann", state: "out" }] },
    answers: { renames: { person: "human" } },
    upgraded: {
      "public.human": [{ id: 1, name: "Ann", state: "out" }],
      "public.person": [],
    },
    downgraded: { "public.person": [{ id: 1, name: "Ann", state: "out" }] },
    next: {
      human: { name: "Eve", state: "in" },
      person: { name: "Eve", age: 3, state: "in" },
    },
  });
  there("a column's", {
    from: [entity("person", { name: { ...text, unique: true } })],
    to: [
      entity("person", {
        full_name: { ...text, unique: true },
        name: { type: "integer", nullable: true, unique: true },
      }),
    ],
    rows: { person: [{ id: 1, name: "Ann" }] },
    answers: { renames: { "person.name": "full_name" } },
    upgraded: { "public.person": [{ full_name: "Ann", name: null }] },
    downgraded: { "public.person": [{ name: "Ann" }] },
  });
});

describe("the name of something that is dropped", () => {
  const ticket = (
    columns: Record<string, EntitySchemaColumnOptions>,
    rest: Parameters<typeof entity>[2] = {},
  ) => [entity("ticket", { id: serial, ...columns }, rest)];
  const answers = {
    drops: ["ticket.status"],
    renames: { "ticket.status2": "status" },
  };
  there("is that of another column from now on", {
    from: ticket({
      status: { ...text, default: "new" },
      status2: { type: "integer" },
    }),
    to: ticket({ status: { type: "integer" } }),
    rows: { ticket: [{ id: 1, status: "old", status2: 7 }] },
    answers,
    upgraded: { "public.ticket": [{ id: 1, status: 7 }] },
    downgraded: { "public.ticket": [{ id: 1, status: "new", status2: 7 }] },
  });
  asked(
    "is asked about where it has the type of what went",
    ["renamedColumn", "cast"],
    {
      from: ticket({ status: text, status2: { type: "integer" } }),
      to: ticket({ status: { type: "integer" } }),
      rows: { ticket: [{ id: 1, status: "old", status2: 7 }] },
    },
  );
  there("is answered as it is offered", {
    from: ticket({
      status: { ...text, nullable: true },
      new_status: { type: "integer" },
    }),
    to: ticket({ status: { type: "integer" } }),
    rows: { ticket: [{ id: 1, status: "old", new_status: 7 }] },
    answered: (questions) =>
      questions.find(({ kind }) => kind === "renamedColumn")?.choices[0]
        ?.answers ?? {},
    upgraded: { "public.ticket": [{ id: 1, status: 7 }] },
    downgraded: { "public.ticket": [{ id: 1, status: null, new_status: 7 }] },
  });
  there("is offered beside what came", {
    from: ticket({
      status: { ...text, nullable: true },
      status2: { type: "integer" },
    }),
    to: ticket({
      status: { type: "integer" },
      age: { type: "integer", nullable: true },
    }),
    rows: { ticket: [{ id: 1, status: "old", status2: 7 }] },
    answered: (questions) =>
      questions
        .find(({ kind }) => kind === "renamedColumn")
        ?.choices.find(({ answers: { drops, renames } }) => drops && renames)
        ?.answers ?? {},
    upgraded: { "public.ticket": [{ id: 1, status: 7, age: null }] },
    downgraded: { "public.ticket": [{ id: 1, status: null, status2: 7 }] },
  });
  there("is that of another column of the same type", {
    from: ticket({
      status: { ...text, nullable: true },
      status2: { ...text, nullable: true },
    }),
    to: ticket({ status: { ...text, nullable: true } }),
    rows: { ticket: [{ id: 1, status: "old", status2: "kept" }] },
    answers,
    upgraded: { "public.ticket": [{ id: 1, status: "kept" }] },
    downgraded: {
      "public.ticket": [{ id: 1, status: null, status2: "kept" }],
    },
  });
  there("is that of another column, with what hangs on both", {
    from: ticket(
      {
        status: { type: "enum", enum: ["in", "out"], default: "in" },
        status2: { type: "enum", enum: ["open", "shut"], default: "open" },
        code: { type: "integer", default: 3 },
        code2: { type: "bigint", unique: true },
        n: {
          type: "integer",
          asExpression: "code + 1",
          generatedType: "STORED",
        },
      },
      {
        indices: [{ columns: ["status"] }, { columns: ["status2"] }],
        checks: [{ name: "positive", expression: "code > 0" }],
      },
    ),
    to: ticket(
      {
        status: { type: "enum", enum: ["open", "shut"], default: "open" },
        code: { type: "bigint", unique: true },
        n: {
          type: "integer",
          asExpression: "(code + 1)::integer",
          generatedType: "STORED",
        },
      },
      {
        indices: [{ columns: ["status"] }],
        checks: [{ name: "large", expression: "code > 5" }],
      },
    ),
    rows: {
      ticket: [{ id: 1, status: "out", status2: "shut", code: 4, code2: 9 }],
    },
    answers: {
      drops: ["ticket.status", "ticket.code"],
      renames: { "ticket.status2": "status", "ticket.code2": "code" },
    },
    upgraded: {
      "public.ticket": [{ id: 1, status: "shut", code: "9", n: 10 }],
    },
    downgraded: {
      "public.ticket": [
        { id: 1, status: "in", status2: "shut", code: 3, code2: "9", n: 4 },
      ],
    },
  });
  there("is that of another column of a table that is renamed too", {
    from: [entity("bill", { status: text, status2: { type: "integer" } })],
    to: [entity("invoice", { status: { type: "integer" } })],
    rows: { bill: [{ id: 1, status: "old", status2: 7 }] },
    answers: {
      drops: ["bill.status"],
      renames: { bill: "invoice", "bill.status2": "status" },
    },
    upgraded: { "public.invoice": [{ id: 1, status: 7 }] },
    downgraded: { "public.bill": [{ id: 1, status2: 7 }] },
  });
  there("is that of another table from now on", {
    from: [
      entity("person", { id: serial, name: { ...text, unique: true } }),
      entity("human", {
        id: serial,
        name: { ...text, unique: true },
        age: text,
      }),
    ],
    to: [
      entity("person", {
        id: serial,
        name: { ...text, unique: true },
        age: text,
      }),
    ],
    rows: {
      person: [{ name: "Old" }],
      human: [{ name: "Ann", age: "7" }],
    },
    answers: { drops: ["person"], renames: { human: "person" } },
    upgraded: { "public.person": [{ id: 1, name: "Ann", age: "7" }] },
    downgraded: {
      "public.human": [{ id: 1, name: "Ann", age: "7" }],
      "public.person": [],
    },
    next: { person: { name: "Eve", age: "8" } },
  });
});

describe("an answer that cannot be", () => {
  const from = [
    entity("person", { name: text, age: text, gone: text }),
    entity("pet", { name: text }),
  ];
  const to = [
    entity("person", { called: text, age: text }),
    entity("animal", { name: text }),
  ];
  for (const [name, renames, message] of [
    [
      "names no column of the database",
      { "person.nothing": "called" },
      /names no column of the database/,
    ],
    [
      "names no column of the entity",
      { "person.name": "nothing" },
      /no entity has a column "person.nothing"/,
    ],
    [
      "names a column that is there already",
      { "person.name": "age" },
      /the table has a column "age" already/,
    ],
    [
      "names one column twice",
      { "person.name": "called", "person.gone": "called" },
      /contradict each other/,
    ],
    [
      "names no table of the database",
      { nothing: "animal" },
      /names no table of the database/,
    ],
    [
      "names no table of the entities",
      { pet: "nothing" },
      /no entity has a table "nothing"/,
    ],
    [
      "names a table that is there already",
      { pet: "person" },
      /the database has a table "person" already/,
    ],
  ] as const)
    it(name, async () => {
      await onDatabase({ from }, async (url) => {
        const found = check(dataSourceOf(url, to), {
          answers: { renames: { ...renames } },
        });
        await expect(found).rejects.toThrow(AnswerError);
        await expect(found).rejects.toThrow(message);
      });
    });
});

describe("a view on what is renamed", () => {
  const person = (name: string, column: string, type: "varchar" | "text") =>
    entity(name, { [column]: { type }, age: { type: "integer" } });
  const names = [
    `CREATE VIEW names AS SELECT id, name AS called FROM person WHERE name <> ''`,
    `COMMENT ON VIEW names IS 'who there is'`,
    `CREATE VIEW long_names AS SELECT called FROM names WHERE length(called) > 10`,
  ];
  const renamed = [
    `CREATE VIEW names AS SELECT id, full_name AS called FROM person WHERE full_name <> ''`,
    ...names.slice(1),
  ];
  const ann = { rows: { person: [{ id: 1, name: "Ann", age: 3 }] } };
  there("follows", {
    from: [person("person", "name", "text")],
    to: [person("person", "full_name", "text")],
    ...ann,
    answers: { renames: { "person.name": "full_name" } },
    handmade: names,
    handmadeAfter: renamed,
    upgraded: { "public.person": [{ full_name: "Ann" }] },
  });
  there("is put back under the new names when the type changes too", {
    from: [person("person", "name", "varchar")],
    to: [person("person", "full_name", "text")],
    ...ann,
    answers: { renames: { "person.name": "full_name" } },
    handmade: names,
    handmadeAfter: renamed,
    upgraded: { "public.person": [{ full_name: "Ann" }] },
  });
  there("is put back under the table's new name too", {
    from: [person("person", "name", "varchar")],
    to: [person("human", "full_name", "text")],
    ...ann,
    answers: { renames: { person: "human", "human.name": "full_name" } },
    handmade: names,
    handmadeAfter: renamed.map((sql) => sql.replace("person", "human")),
    upgraded: { "public.human": [{ full_name: "Ann" }] },
  });
});

describe("a table moves to another schema", () => {
  const person = (schema?: string) =>
    entity("person", { name: text }, schema === undefined ? {} : { schema });
  const ann = { rows: { person: [{ id: 1, name: "Ann" }] } };
  both(
    "and no entity stays behind",
    [[person()], [person("archive")]],
    {
      ...ann,
      groundwork: ["CREATE SCHEMA archive"],
      answers: { renames: { person: "archive.person" } },
      upgraded: { "archive.person": [{ id: 1, name: "Ann" }] },
    },
    {
      answers: { renames: { "archive.person": "person" } },
      upgraded: { "public.person": [{ id: 1, name: "Ann" }] },
    },
  );
  there("that is not there yet", {
    from: [person(), entity("stays", {})],
    to: [person("archive"), entity("stays", {})],
    ...ann,
    answers: { renames: { person: "archive.person" } },
    upgraded: { "archive.person": [{ id: 1, name: "Ann" }] },
  });
  both(
    "or goes from one that no entity is in any more",
    [[person()], [person(), entity("job", { title: text }, { schema: "hr" })]],
    { ...ann, groundwork: ["CREATE SCHEMA hr"] },
    { answers: { drops: ["hr.job"] } },
  );
});

both(
  "two tables change places",
  [
    [entity("a", { x: text }), entity("b", { y: { type: "integer" } })],
    [entity("b", { x: text }), entity("a", { y: { type: "integer" } })],
  ],
  {
    answers: { renames: { a: "b", b: "a" } },
    rows: { a: [{ id: 1, x: "one" }], b: [{ id: 2, y: 2 }] },
    upgraded: {
      "public.b": [{ id: 1, x: "one" }],
      "public.a": [{ id: 2, y: 2 }],
    },
    downgraded: {
      "public.a": [{ id: 1, x: "one" }],
      "public.b": [{ id: 2, y: 2 }],
    },
  },
  {
    rows: { b: [{ id: 1, x: "one" }], a: [{ id: 2, y: 2 }] },
    upgraded: {
      "public.a": [{ id: 1, x: "one" }],
      "public.b": [{ id: 2, y: 2 }],
    },
    downgraded: {
      "public.b": [{ id: 1, x: "one" }],
      "public.a": [{ id: 2, y: 2 }],
    },
  },
);
