// What entities are mapped to is remembered by the migrations: where a property gets another column, that speaks for a rename.
import { readFileSync } from "node:fs";
import path from "node:path";
import { EntitySchema } from "typeorm";
import {
  autogenerate,
  check,
  upgrade,
  type AutogenerateOptions,
} from "../../src";
import { mappingLines, recordedMapping } from "../../src/schema/mapping";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { serverKinds } from "../servers/admin";
import { describeOn } from "../servers";

interface Mapped {
  readonly entity?: string;
  readonly table?: string;
  /** Property → column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly type?: "varchar" | "int";
}

const entityOf = ({
  entity = "Person",
  table = "person",
  columns,
  type = "varchar",
}: Mapped) =>
  new EntitySchema<Record<string, unknown>>({
    name: entity,
    tableName: table,
    columns: {
      id: { type: "int", primary: true },
      ...Object.fromEntries(
        Object.entries(columns).map(([property, name]) => [
          property,
          { type, name, ...(type === "varchar" ? { length: 20 } : {}) },
        ]),
      ),
    },
  });

const before: Mapped = { columns: { name: "name", nickName: "nick" } };

describeOn(
  "postgres",
  "an entity with a history, in a schema of its own",
  () => {
    it("keeps its rows in another one, where nothing maps the old one any more, unasked", () =>
      onDatabase({ from: [] }, async (url, directory) => {
        const within = (schema: string) =>
          dataSourceOf(
            url,
            [
              new EntitySchema<Record<string, unknown>>({
                name: "Person",
                schema,
                columns: { id: { type: "int", primary: true } },
              }),
            ],
            { migrations: [path.join(directory, "*.ts")] },
          );
        await autogenerate(within("a"), { message: "First", directory });
        await upgrade(within("a"), "head", { directory });
        await withSource(within("a"), (source) =>
          source.getRepository("Person").insert({ id: 1 }),
        );
        const { questions, file } = await autogenerate(within("b"), {
          message: "Next",
          directory,
        });
        expect(questions).toEqual([]);
        expect(readFileSync(file?.path ?? "", "utf8")).toContain(
          "--rename a.person:b.person   (mapping)",
        );
        await upgrade(within("b"), "head");
        expect((await check(within("b"))).clean).toBe(true);
        await withSource(within("b"), async (source) => {
          expect(await source.getRepository("Person").find()).toEqual([
            { id: 1 },
          ]);
        });
      }));
  },
);

for (const kind of serverKinds)
  describeOn(kind, "an entity with a history", () => {
    const walked = (
      to: readonly Mapped[],
      work: (
        next: (
          options?: AutogenerateOptions,
        ) => ReturnType<typeof autogenerate>,
        url: string,
        sourceOf: () => ReturnType<typeof dataSourceOf>,
      ) => Promise<void>,
      from: readonly Mapped[] = [before],
    ): Promise<void> =>
      onDatabase(
        { from: [] },
        async (url, directory) => {
          const sourceOf = (mapped: readonly Mapped[]) =>
            dataSourceOf(url, mapped.map(entityOf), {
              migrations: [path.join(directory, "*.ts")],
            });
          await autogenerate(sourceOf(from), { message: "First", directory });
          await upgrade(sourceOf(from), "head", { directory });
          await work(
            (options) =>
              autogenerate(sourceOf(to), {
                message: "Next",
                directory,
                ...options,
              }),
            url,
            () => sourceOf(to),
          );
        },
        kind,
      );

    it("keeps its rows under its new names, unasked, and says why", () =>
      walked(
        [
          {
            table: "persons",
            columns: { name: "full name", nickName: "nickName" },
          },
        ],
        async (next, url, sourceOf) => {
          await withSource(dataSourceOf(url, [entityOf(before)]), (source) =>
            source
              .getRepository("Person")
              .insert({ id: 1, name: "Ann", nickName: "A" }),
          );
          const { questions, file } = await next();
          expect(questions).toEqual([]);
          const source = readFileSync(file?.path ?? "", "utf8");
          expect(source).toContain(
            " * Answers   --rename person:persons   (mapping)",
          );
          expect(source).toContain('"Person persons name=full%20name"');
          await upgrade(sourceOf(), "head");
          expect((await check(sourceOf())).clean).toBe(true);
          await withSource(sourceOf(), async (desired) => {
            expect(await desired.getRepository("Person").find()).toEqual([
              { id: 1, name: "Ann", nickName: "A" },
            ]);
          });
        },
      ));

    const evidence = "the property was mapped to it before";

    it.each([
      ["an unlike name", { columns: { name: "address" } }],
      ["another type", { columns: { name: "names" }, type: "int" }],
    ] as const)(
      "is asked about a column that gets %s: its property may be another one of that name",
      (_what, to) =>
        walked(
          [to],
          async (next) => {
            expect((await next({ write: false })).questions).toMatchObject([
              {
                kind: "renamedColumn",
                subject: "person.name",
                evidence: expect.arrayContaining([evidence]) as unknown,
              },
            ]);
          },
          [{ columns: { name: "name" } }],
        ),
    );

    it.each([
      ["an unlike name", { table: "subscriber", columns: { name: "name" } }],
      ["other columns", { table: "persons", columns: { a: "a", b: "b" } }],
      [
        "an unlike name and other columns",
        { table: "audit", columns: { a: "a", b: "b" } },
      ],
    ])(
      "is asked about a table that gets %s: its entity may be another one of that name",
      (_what, to) =>
        walked([to], async (next) => {
          const { questions, operations } = await next({ write: false });
          expect(questions).toMatchObject([
            {
              kind: "renamedTable",
              subject: "person",
              evidence: expect.arrayContaining([
                "the entity was mapped to it before",
              ]) as unknown,
            },
          ]);
          expect(operations.map(({ kind: operation }) => operation)).toContain(
            "dropTable",
          );
        }),
    );

    it("is told in the next file where its names changed in the code alone", () =>
      walked(
        [
          { entity: "Human", columns: { oldName: "name", nickName: "nick" } },
          { entity: "Other", table: "other", columns: { a: "a" } },
        ],
        async (next, url) => {
          const { file } = await next();
          expect(file?.source).toContain(
            '"Human person oldName=name nickName=nick"',
          );
          const directory = path.dirname(file?.path ?? "");
          const sourceOf = (mapped: readonly Mapped[]) =>
            dataSourceOf(url, mapped.map(entityOf), {
              migrations: [path.join(directory, "*.ts")],
            });
          await upgrade(
            sourceOf([
              {
                entity: "Human",
                columns: { oldName: "name", nickName: "nick" },
              },
            ]),
          );
          // Another entity of the name, on a table that is spelled alike.
          const { questions } = await check(
            sourceOf([
              {
                entity: "Person",
                table: "persons",
                columns: { name: "name", nickName: "nick" },
              },
              { entity: "Other", table: "other", columns: { a: "a" } },
            ]),
          );
          expect(questions).toMatchObject([{ kind: "renamedTable" }]);
        },
      ));

    it("is asked about a property that is another one", () =>
      walked(
        [{ columns: { title: "title", nickName: "nick" } }],
        async (next) => {
          expect((await next({ write: false })).questions).toMatchObject([
            { kind: "renamedColumn", subject: "person.name" },
          ]);
        },
      ));

    it("is asked about a column that another property had", () =>
      walked([{ columns: { name: "name", nick: "handle" } }], async (next) => {
        expect((await next({ write: false })).questions).toMatchObject([
          { kind: "renamedColumn", subject: "person.nick" },
        ]);
      }));

    it("is asked about a table that two entities shared and one of them leaves", () =>
      walked(
        [
          { table: "one", columns: { name: "name" } },
          { entity: "Human", table: "other", columns: { name: "name" } },
        ],
        async (next) => {
          expect((await next({ write: false })).questions).not.toEqual([]);
        },
        [
          { columns: { name: "name" } },
          { entity: "Human", columns: { name: "name" } },
        ],
      ));

    it("goes by a pattern of what is dropped", () =>
      walked(
        [{ columns: { name: "title", nickName: "nick" } }],
        async (next) => {
          const { operations } = await next({
            write: false,
            answers: {
              drops: ["person.na*"],
              backfills: { "person.title": "''" },
            },
          });
          const kinds = operations.map(({ kind: operation }) => operation);
          expect(kinds).toContain("dropColumn");
          expect(kinds).not.toContain("renameColumn");
        },
      ));

    it("goes by an answer that names a column by its table's old name", () =>
      walked(
        [
          {
            table: "people",
            columns: { name: "title", nickName: "nick", other: "heading" },
          },
        ],
        async (next) => {
          const { operations } = await next({
            write: false,
            answers: {
              renames: { person: "people", "person.name": "heading" },
              backfills: { "people.title": "''" },
            },
          });
          expect(
            operations.filter(
              ({ kind: operation }) => operation === "renameColumn",
            ),
          ).toMatchObject([{ from: "name", to: "heading" }]);
        },
      ));

    it("goes by an answer where there is one", () =>
      walked(
        [{ columns: { name: "title", nickName: "nick" } }],
        async (next) => {
          const { operations, questions } = await next({
            write: false,
            answers: {
              drops: ["person.name"],
              backfills: { "person.title": "''" },
            },
          });
          expect(questions).toEqual([]);
          expect(operations.map(({ kind: operation }) => operation)).toEqual(
            expect.arrayContaining(["dropColumn", "addColumn"]),
          );
        },
      ));
  });

it("any name is read as it was written", () => {
  const odd = [
    "a b",
    "it's",
    'x"y',
    "a=b",
    "50%",
    "größe",
    "🦊",
    "a\\b",
    "a`b",
  ];
  const [line = ""] = mappingLines([
    {
      entity: "odd one",
      table: { schema: "Other schema", name: "a.b c" },
      columns: new Map(odd.map((name) => [name, `${name} 2`])),
    },
  ]);
  expect(line).toMatch(/^[\w$.% =-]+$/);
  expect(recordedMapping(line)).toEqual({
    entity: "odd one",
    table: "Other schema.a.b c",
    columns: new Map(odd.map((name) => [name, `${name} 2`])),
  });
});
