// Renamed columns, and what speaks of them.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Rest = Parameters<typeof entity>[2];
const thing = (columns: Parameters<typeof entity>[1], rest: Rest = {}) => [
  entity("thing", { id: { type: "int", primary: true }, ...columns }, rest),
];

onBoth(({ both, asked, there }) => {
  const held = entity("held", { id: { type: "int", primary: true } });
  const holding = {
    id: { type: "int", primary: true },
    h: { type: "int" },
  } as const;
  there("a table is renamed, and what the server named after it", {
    from: [held, entity("c", { ...holding, a: { type: "int" } })],
    to: [
      held,
      entity(
        "c2",
        { ...holding, b: { type: "int" } },
        {
          foreignKeys: [
            {
              target: "held",
              columnNames: ["h"],
              referencedColumnNames: ["id"],
            },
          ],
          checks: [{ expression: "b > 0" }],
        },
      ),
    ],
    handmade: [
      "ALTER TABLE `c` ADD FOREIGN KEY (`h`) REFERENCES `held` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION, ADD CHECK (a > 0)",
    ],
    answers: { renames: { c: "c2", "c2.a": "b" } },
    rows: { held: [{ id: 3 }], c: [{ id: 1, h: 3, a: 3 }] },
    upgraded: { c2: [{ id: 1, h: 3, b: 3 }] },
    downgraded: { c: [{ id: 1, h: 3, a: 3 }] },
  });
  const answers = {
    drops: ["thing.status"],
    renames: { "thing.status2": "status" },
  };
  const [short, number] = [
    { type: "varchar", length: 20 },
    { type: "int" },
  ] as const;
  there("the name of a column that is dropped is that of another from now on", {
    from: thing(
      {
        status: { ...short, default: "new" },
        status2: { ...number, unique: true },
        n: { type: "int", asExpression: "status2 + 1", nullable: true },
      },
      {
        indices: [{ columns: ["status"] }],
        checks: [{ name: "positive", expression: "status2 > 0" }],
      },
    ),
    to: thing(
      {
        status: { ...number, unique: true },
        n: { type: "int", asExpression: "status + 1", nullable: true },
      },
      { checks: [{ name: "positive", expression: "status > 0" }] },
    ),
    rows: { thing: [{ id: 1, status: "old", status2: 7 }] },
    answers,
    upgraded: { thing: [{ id: 1, status: 7, n: 8 }] },
    downgraded: { thing: [{ id: 1, status: "new", status2: 7, n: 8 }] },
  });
  there("the name of a column that is dropped is that of one of its type", {
    from: thing({ status: number, status2: number }),
    to: thing({ status: number }),
    rows: { thing: [{ id: 1, status: 3, status2: 7 }] },
    answers,
    upgraded: { thing: [{ id: 1, status: 7 }] },
    downgraded: { thing: [{ id: 1, status2: 7 }] },
  });
  there("the name of a table that is dropped is that of another from now on", {
    from: [
      entity("thing", { id: { type: "int", primary: true }, a: short }),
      entity("item", { id: { type: "int", primary: true }, b: number }),
    ],
    to: [entity("thing", { id: { type: "int", primary: true }, b: number })],
    rows: { thing: [{ id: 1, a: "old" }], item: [{ id: 2, b: 7 }] },
    answers: { drops: ["thing"], renames: { item: "thing" } },
    upgraded: { thing: [{ id: 2, b: 7 }] },
    downgraded: { item: [{ id: 2, b: 7 }], thing: [] },
  });
  const parent = (key: string, reading: boolean) =>
    entity(
      "parent",
      {
        [key]: { type: "int", primary: true },
        ...(reading
          ? {
              twice: {
                type: "int",
                asExpression: `\`${key}\` * 2`,
                generatedType: "STORED",
                nullable: true,
              } as const,
            }
          : {}),
      },
      { checks: [{ name: "positive", expression: `\`${key}\` > 0` }] },
    );
  const child = (name: string, column: string, key: string) =>
    entity(
      name,
      {
        id: { type: "int", primary: true },
        [column]: { type: "int" },
        n: { type: "int", asExpression: `\`${column}\` + 1`, nullable: true },
      },
      {
        checks: [{ name: "small", expression: `\`${column}\` < 99` }],
        foreignKeys: [
          {
            name: "fk",
            target: "parent",
            columnNames: [column],
            referencedColumnNames: [key],
          },
        ],
      },
    );
  const checks = (name: string, column: string, key: string) => [
    `ALTER TABLE \`parent\` ADD CONSTRAINT \`positive\` CHECK (\`${key}\` > 0)`,
    `ALTER TABLE \`${name}\` ADD CONSTRAINT \`small\` CHECK (\`${column}\` < 99)`,
  ];
  there("a column of a foreign key that checks and generated columns read", {
    from: [parent("id", true), child("child", "h", "id")],
    to: [parent("id", true), child("child", "k", "id")],
    handmade: checks("child", "h", "id"),
    answers: { renames: { "child.h": "k" } },
    rows: { parent: [{ id: 3 }], child: [{ id: 1, h: 3 }] },
    upgraded: { child: [{ id: 1, k: 3, n: 4 }] },
    noted: true,
  });
  there("a column that a foreign key refers to, with both tables and more", {
    from: [parent("id", true), child("child", "h", "id")],
    to: [parent("key", true), child("infant", "k", "key")],
    handmade: checks("child", "h", "id"),
    answers: {
      renames: { child: "infant", "child.h": "k", "parent.id": "key" },
    },
    rows: { parent: [{ id: 3 }], child: [{ id: 1, h: 3 }] },
    upgraded: {
      parent: [{ key: 3, twice: 6 }],
      infant: [{ id: 1, k: 3, n: 4 }],
    },
    noted: true,
  });
  there(
    "a column that a foreign key of a table refers to that is not looked at",
    {
      from: [parent("id", true)],
      to: [parent("key", true)],
      handmade: [
        "ALTER TABLE `parent` ADD CONSTRAINT `positive` CHECK (`id` > 0)",
        "CREATE TABLE other (p int, CONSTRAINT `by_hand` FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE)",
      ],
      filter: { exclude: ["other"] },
      answers: { renames: { "parent.id": "key" } },
      rows: { parent: [{ id: 3 }] },
      handmadeAfter: [
        "CREATE TABLE other (p int, CONSTRAINT `by_hand` FOREIGN KEY (p) REFERENCES parent (`key`) ON DELETE CASCADE)",
      ],
      upgraded: { parent: [{ key: 3, twice: 6 }] },
      noted: true,
    },
  );
  asked("a column that may have been renamed", ["renamedColumn"], {
    from: thing({ name: { type: "varchar" } }),
    to: thing({ title: { type: "varchar" } }),
    rows: { thing: [{ id: 1, name: "x" }] },
  });
  both(
    "a column is renamed, with its indexes",
    [
      thing(
        { name: { type: "varchar", unique: true } },
        { indices: [{ columns: ["name", "id"] }] },
      ),
      thing(
        { title: { type: "varchar", unique: true } },
        { indices: [{ columns: ["title", "id"] }] },
      ),
    ],
    {
      answers: { renames: { "thing.name": "title" } },
      rows: { thing: [{ id: 1, name: "x" }] },
      upgraded: { thing: [{ id: 1, title: "x" }] },
    },
    {
      answers: { renames: { "thing.title": "name" } },
      rows: { thing: [{ id: 1, title: "x" }] },
      upgraded: { thing: [{ id: 1, name: "x" }] },
    },
  );
  both(
    "a column is renamed that a check, generated columns and a default speak of",
    [
      thing(
        {
          a: { type: "int" },
          v: { type: "int", asExpression: "`a` + 1", nullable: true },
          s: {
            type: "int",
            asExpression: "`a` * 2",
            generatedType: "STORED",
            nullable: true,
          },
        },
        { checks: [{ name: "positive", expression: "`a` > 0" }] },
      ),
      thing(
        {
          b: { type: "int" },
          v: { type: "int", asExpression: "`b` + 1", nullable: true },
          s: {
            type: "int",
            asExpression: "`b` * 2",
            generatedType: "STORED",
            nullable: true,
          },
        },
        { checks: [{ name: "positive", expression: "`b` > 0" }] },
      ),
    ],
    {
      answers: { renames: { "thing.a": "b" } },
      rows: { thing: [{ id: 1, a: 5 }] },
      upgraded: { thing: [{ id: 1, b: 5, v: 6, s: 10 }] },
    },
    {
      answers: { renames: { "thing.b": "a" } },
      rows: { thing: [{ id: 1, b: 5 }] },
      upgraded: { thing: [{ id: 1, a: 5, v: 6, s: 10 }] },
    },
  );
  there("two columns change places", {
    from: thing(
      { a: { type: "int" }, b: { type: "varchar" } },
      { checks: [{ name: "c", expression: "`a` > 0" }] },
    ),
    to: thing(
      { b: { type: "int" }, a: { type: "varchar" } },
      { checks: [{ name: "c", expression: "`b` > 0" }] },
    ),
    answers: { renames: { "thing.a": "b", "thing.b": "a" } },
    rows: { thing: [{ id: 1, a: 5, b: "x" }] },
    upgraded: { thing: [{ id: 1, a: "x", b: 5 }] },
  });
  there("a renamed column changes its type", {
    from: thing({ a: { type: "int" } }),
    to: thing({ b: { type: "varchar", length: 20 } }),
    answers: { renames: { "thing.a": "b" } },
    rows: { thing: [{ id: 1, a: 5 }] },
    upgraded: { thing: [{ id: 1, b: "5" }] },
  });
});
