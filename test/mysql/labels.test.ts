// Enums and sets, whose labels are a part of the column.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, schemaOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const labelled = (
  type: "enum" | "set",
  labels: string[],
  more: object = {},
) => [entity("thing", { id, v: { type, enum: labels, ...more } })];

onBoth(({ both, there, asked, refused }, kind) => {
  there("a cast reads another column's label as it was", {
    from: [
      entity("thing", {
        id,
        v: { type: "enum", enum: ["05", "6"] },
        w: { type: "varchar", length: 20 },
      }),
    ],
    to: [
      entity("thing", {
        id,
        v: { type: "enum", enum: ["five", "6"] },
        w: { type: "varchar", length: 9 },
      }),
    ],
    rows: { thing: [{ id: 1, v: "05", w: "x" }] },
    answers: {
      enumValues: { "thing.v": { "05": "five" } },
      casts: { "thing.w": "concat(v, w)" },
    },
    upgraded: { thing: [{ id: 1, v: "five", w: "05x" }] },
    downgraded: { thing: [{ id: 1, v: "05", w: "05x" }] },
  });
  there("two casts read each other's column", {
    from: [
      entity("thing", {
        id,
        v: { type: "varchar", length: 20 },
        w: { type: "varchar", length: 20 },
      }),
    ],
    to: [entity("thing", { id, v: { type: "int" }, w: { type: "int" } })],
    rows: { thing: [{ id: 1, v: "a", w: "bcd" }] },
    answers: { casts: { "thing.v": "length(w)", "thing.w": "length(v)" } },
    upgraded: { thing: [{ id: 1, v: 3, w: 1 }] },
    downgraded: { thing: [{ id: 1, v: "3", w: "1" }] },
  });
  for (const type of ["enum", "set"] as const) {
    // A comma parts the labels of a set.
    const mark = type === "set" ? "c;d" : "c,d";
    both(
      `labels of an ${type} are added at the end`,
      [labelled(type, ["a", "b"]), labelled(type, ["a", "b", mark, "it's"])],
      { rows: { thing: [{ id: 1, v: "b" }] } },
      { answers: { drops: [`thing.v.${mark}`, "thing.v.it's"] } },
    );
    both(
      `labels of an ${type} with characters of four bytes`,
      [
        labelled(type, ["a😀", "b?"], { default: "a😀", comment: "?" }),
        labelled(type, ["a😀", "b?", "c😁"], { default: "c😁" }),
      ],
      { rows: { thing: [{ id: 1, v: "a😀" }] } },
      {
        rows: { thing: [{ id: 1, v: "a😀" }] },
        answers: { drops: ["thing.v.c😁"] },
      },
    );
    there(`a label of an ${type} with a character of four bytes goes`, {
      from: labelled(type, ["a😀", "b😁"]),
      to: labelled(type, ["b😁", "c"]),
      rows: {
        thing: [
          { id: 1, v: "a😀" },
          { id: 2, v: "b😁" },
        ],
      },
      answers: { enumValues: { "thing.v": { "a😀": "c" } } },
      upgraded: {
        thing: [
          { id: 1, v: "c" },
          { id: 2, v: "b😁" },
        ],
      },
      downgraded: {
        thing: [
          { id: 1, v: "a😀" },
          { id: 2, v: "b😁" },
        ],
      },
    });
    asked(`a label of an ${type} goes that no row here holds`, ["enumLabels"], {
      from: labelled(type, ["a", "b"]),
      to: labelled(type, ["a"]),
      rows: { thing: [{ id: 1, v: "a" }] },
    });
    asked(`a label of an ${type} goes that rows hold`, ["enumLabels"], {
      from: labelled(type, ["a", "b"]),
      to: labelled(type, ["a", "c"]),
      rows: { thing: [{ id: 1, v: "b" }] },
    });
    there(`a label of an ${type} becomes another`, {
      from: labelled(type, ["a", "b"], { default: "a" }),
      to: labelled(type, ["c", "a"], { default: "c" }),
      rows: {
        thing: [
          { id: 1, v: "b" },
          { id: 2, v: "a" },
        ],
      },
      answers: { enumValues: { "thing.v": { b: "c" } } },
      upgraded: {
        thing: [
          { id: 1, v: "c" },
          { id: 2, v: "a" },
        ],
      },
      downgraded: {
        thing: [
          { id: 1, v: "b" },
          { id: 2, v: "a" },
        ],
      },
    });
    refused(
      `a label of an ${type} that a row holds by then`,
      /truncated/,
      {
        from: labelled(type, ["a", "b"]),
        to: labelled(type, ["a"]),
        rows: { thing: [{ id: 1, v: "a" }] },
        answers: { drops: ["thing.v.b"] },
      },
      ["UPDATE `thing` SET `v` = 'b'"],
    );
  }
  for (const [from, to] of [
    ["a", "A"],
    ["cafe", "café"],
  ] as const)
    there(`the label ${from} becomes ${to}`, {
      from: labelled("enum", [from, "b"], { default: from }),
      to: labelled("enum", [to, "b"], { default: to }),
      rows: { thing: [{ id: 1, v: from }] },
      answers: { enumValues: { "thing.v": { [from]: to } } },
      upgraded: { thing: [{ id: 1, v: to }] },
      downgraded: { thing: [{ id: 1, v: from }] },
    });
  const forty = (letter: string) =>
    Array.from({ length: 40 }, (_, number) => `${letter}${number}`);
  it("a row that comes while labels become others gets the default", () =>
    onDatabase(
      { from: labelled("enum", ["a", "b"], { default: "a" }) },
      async (url) => {
        const { upgrade: statements } = await autogenerate(
          dataSourceOf(url, labelled("enum", ["a", "c"], { default: "a" })),
          { answers: { enumValues: { "thing.v": { b: "c" } } }, write: false },
        );
        await withSource(dataSourceOf(url, []), async (source) => {
          for (const [id, { sql }] of statements.entries()) {
            await source.query(sql);
            await source.query(`INSERT INTO thing (id) VALUES (${id})`);
          }
        });
        const { thing = [] } = await rowsOf(url);
        expect(thing.map(({ v }) => v)).toEqual(statements.map(() => "a"));
      },
      kind,
    ));
  there("more labels of a set become others than a set can have", {
    from: labelled("set", forty("l")),
    to: labelled("set", forty("m")),
    rows: { thing: [{ id: 1, v: ["l0", "l39"] }] },
    answers: {
      enumValues: {
        "thing.v": Object.fromEntries(
          forty("l").map((label) => [label, label.replace("l", "m")]),
        ),
      },
    },
    upgraded: { thing: [{ id: 1, v: "m0,m39" }] },
    downgraded: { thing: [{ id: 1, v: "l0,l39" }] },
  });
  const checked = (label: string) => [
    entity(
      "thing",
      { id, v: { type: "enum", enum: [label, "b"] } },
      { checks: [{ name: "ck", expression: `v in ('${label}', 'b')` }] },
    ),
  ];
  there("a label becomes another, and so it does in a check", {
    from: checked("a"),
    to: checked("x"),
    handmade: [
      "ALTER TABLE `thing` ADD CONSTRAINT `ck` CHECK (v in ('a', 'b'))",
    ],
    rows: { thing: [{ id: 1, v: "a" }] },
    answers: { enumValues: { "thing.v": { a: "x" } } },
    upgraded: { thing: [{ id: 1, v: "x" }] },
    downgraded: { thing: [{ id: 1, v: "a" }] },
  });
  there("a label with a backslash, of which TypeORM's own SQL makes another", {
    from: [entity("thing", { id })],
    to: labelled("enum", ["a\\b", "c"], { nullable: true, comment: "a\\b" }),
    notAsSynchronized: true,
  });

  // What the application writes is a\\b: it finds no such label where TypeORM's own SQL has made one with a backspace.
  asked("a label of which TypeORM's own SQL made another", ["enumLabels"], {
    from: labelled("enum", ["a\\b", "c"]),
    to: labelled("enum", ["a\\b", "c"]),
  });
  for (const [what, labels, made] of [
    [
      "each backslash stands before another",
      ["a\\\\b", "c\\\\"],
      ["a\\b", "c\\"],
    ],
    ["there are blanks at the end", ["a  ", "c "], ["a", "c"]],
    [
      "a backslash stands before what it keeps it",
      ["a\\%b", "c\\_d"],
      ["a\\%b", "c\\_d"],
    ],
    [
      "there is all else",
      ["it's", "a,b", "%?", "x😀", "\n", 'q"'],
      ["it's", "a,b", "%?", "x😀", "\n", 'q"'],
    ],
  ] as const) {
    const to = labelled("enum", [...labels]);
    it(`finds nothing in a database that TypeORM made of labels in which ${what}`, () =>
      onDatabase(
        { from: to },
        async (url) => {
          expect((await check(dataSourceOf(url, to))).schemaDiff).toBe("");
          await withSource(dataSourceOf(url, []), async (source) => {
            for (const [id, label] of made.entries())
              await source.query("INSERT INTO thing VALUES (?, ?)", [
                id,
                label,
              ]);
          });
          expect((await rowsOf(url)).thing?.map(({ v }) => v)).toEqual(made);
        },
        kind,
      ));
    there(`labels come in which ${what}`, {
      from: [entity("thing", { id })],
      to: labelled("enum", [...labels], { nullable: true }),
    });
  }
  both("a default with blanks at the end, of a label without", [
    labelled("enum", ["a ", "b"], { default: "a " }),
    labelled("enum", ["a ", "b"], { default: "b" }),
  ]);

  // TypeORM does not escape it, and makes something else or nothing.
  it("takes a label with a backslash in it as a default", () =>
    onDatabase(
      { from: [entity("item", { id })] },
      async (url) => {
        const to = [
          entity("item", {
            id,
            state: { type: "enum", enum: ["a\\b", "c"], default: "a\\b" },
            marks: {
              type: "set",
              enum: ["ü", "b\\c"],
              default: ["ü", "b\\c"],
            },
          }),
        ];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Labels",
          write: false,
        });
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await upgrade(migrated);
        expect(await check(migrated)).toMatchObject({ clean: true });
        const rows = await withSource(migrated, async (source) => {
          await source.query("INSERT INTO item (id) VALUES (1)");
          return source.query<Row[]>("SELECT state, marks FROM item");
        });
        expect(rows).toEqual([{ state: "a\\b", marks: "ü,b\\c" }]);
      },
      kind,
    ));

  it("keeps labels of an expression that the way back cannot read", () =>
    onDatabase(
      {
        from: [entity("item", { id, state: { type: "int" } })],
        rows: { item: [{ id: 1, state: 1 }] },
      },
      async (url) => {
        const to = [
          entity("item", { id, state: { type: "enum", enum: ["lo", "hi"] } }),
        ];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Labels",
          write: false,
          answers: { casts: { "item.state": "IF(state = 1, 'hi', 'lo')" } },
        });
        expect(file?.source).toContain(
          "Does not undo IF(state = 1, 'hi', 'lo'): values may be others than before.",
        );
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await upgrade(migrated);
        const after = [await schemaOf(url), await rowsOf(url)];
        await expect(downgrade(migrated, "base")).rejects.toThrow("'hi'");
        await upgrade(migrated);
        expect([await schemaOf(url), await rowsOf(url)]).toEqual(after);
        expect(await check(migrated)).toMatchObject({ clean: true });
      },
      kind,
    ));
});
