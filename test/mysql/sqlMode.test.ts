// The application's `sql_mode` says how its entities read: names or texts in double quotes, backslashes, two bars. The file reads alike under any.
import type { DataSource } from "typeorm";
import { autogenerate, check, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { confirmed } from "../judges/confirmed";
import {
  dataSourceOf,
  rowsOf,
  schemaOf,
  withSource,
  type AnyEntity,
} from "../judges/database";
import { entity, view, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onEmptyDatabase } from "../judges/pool";
import { testServer } from "../servers";
import { onBoth, type Kind } from "./onBoth";

const modes = [
  "",
  "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE",
  "ANSI_QUOTES",
  "NO_BACKSLASH_ESCAPES",
  "ANSI",
  "ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
  "PIPES_AS_CONCAT",
  "IGNORE_SPACE",
];

const runs = ["", "ANSI,NO_BACKSLASH_ESCAPES", "PIPES_AS_CONCAT"];

const id = { type: "int", primary: true } as const;

/** Its one connection has this mode. */
const under = <Result>(
  mode: string,
  url: string,
  entities: readonly AnyEntity[],
  work: (source: DataSource) => Promise<Result>,
): Promise<Result> =>
  withSource(dataSourceOf(url, entities, { poolSize: 1 }), async (source) => {
    await source.query(`SET SESSION sql_mode = '${mode}'`);
    return work(source);
  });

const modeOf = async (source: DataSource): Promise<unknown> => {
  const [row] = await source.query<Row[]>("SELECT @@SESSION.sql_mode AS mode");
  return row?.mode;
};

interface Content {
  readonly entities: readonly AnyEntity[];
  readonly handmade?: readonly string[];
}

interface Case {
  /** The mode in which the database comes about. */
  readonly built: string;
  /** That of the application whose entities are compared. */
  readonly mode: string;
  /** That of the sessions in which the file runs. */
  readonly run: string;
  readonly from: Content;
  readonly to: Content;
  readonly answers?: Answers;
}

/** What TypeORM itself makes under the mode. */
const build = (
  mode: string,
  url: string,
  { entities, handmade = [] }: Content,
) =>
  under(mode, url, entities, async (source) => {
    await source.synchronize();
    for (const sql of handmade) await source.query(sql);
  });

async function there(
  kind: Kind,
  { built, mode, run, from, to, answers }: Case,
): Promise<void> {
  const fresh = await onEmptyDatabase(await testServer(kind), async (url) => {
    await build(built, url, to);
    return schemaOf(url);
  });
  const ran = (source: string, direction: "up" | "down", url: string) =>
    under(run, url, [], async (opened) => {
      const set = await modeOf(opened);
      const runner = opened.createQueryRunner();
      await new (migrationClass(source))()[direction](runner);
      await runner.release();
      expect(await modeOf(opened)).toBe(set);
    });
  const unchanged = (url: string, { entities }: Content) =>
    under(mode, url, entities, async (source) => {
      const set = await modeOf(source);
      expect((await check(source)).schemaDiff).toBe("");
      expect(await modeOf(source)).toBe(set);
    });
  await onDatabase(
    { from: [] },
    async (url) => {
      await build(built, url, from);
      await under("", url, [], (source) =>
        source.query("INSERT INTO thing (id) VALUES (1)"),
      );
      const before = [await schemaOf(url), await rowsOf(url)];
      await unchanged(url, from);
      const { file } = await under(mode, url, to.entities, (source) =>
        confirmed((given) =>
          autogenerate(source, {
            message: "Modes",
            write: false,
            answers: given,
          }),
        )(answers),
      );
      await ran(file?.source ?? "", "up", url);
      expect(await schemaOf(url)).toBe(fresh);
      await unchanged(url, to);
      await ran(file?.source ?? "", "down", url);
      expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
    },
    kind,
  );
}

/** A column of which a check speaks, and a generated column; or a default instead of that, of which TypeORM writes nothing down. */
const named = (
  column: string,
  expression: string,
  more: "generated" | "default" = "generated",
): Content => ({
  entities: [
    entity(
      "thing",
      {
        id,
        [column]: { type: "varchar", length: 20, nullable: true },
        made: {
          type: "varchar",
          length: 60,
          nullable: true,
          ...(more === "generated"
            ? { asExpression: expression, generatedType: "STORED" }
            : { default: () => `(${expression})` }),
        },
      },
      { checks: [{ name: "ck", expression: `${expression} <> 'no'` }] },
    ),
  ],
  handmade: [
    `ALTER TABLE thing ADD CONSTRAINT ck CHECK (${expression} <> 'no')`,
  ],
});

/** The column, an apostrophe, a backslash and a text, as they are typed under the mode. */
function typed(mode: string, column: string, text: string): string {
  const isAnsi = mode.includes("ANSI");
  const name = isAnsi ? `"${column}"` : column;
  const string = isAnsi ? `'"${text}'` : `"'${text}"`;
  const backslash = mode.includes("NO_BACKSLASH") ? "'\\'" : "'\\\\'";
  return /PIPES|^ANSI$/.test(mode)
    ? `${name} || '''' || ${backslash} || ${string}`
    : `concat(${name}, '''', ${backslash}, ${string})`;
}

onBoth((_, kind) => {
  for (const mode of modes)
    for (const run of runs.slice(0, 2)) {
      // MySQL itself makes nothing of an expression with an apostrophe or a backslash under that mode.
      if (kind === "mysql" && mode.includes("NO_BACKSLASH_ESCAPES")) continue;
      const title = `written under "${mode}" and run under "${run}"`;
      const walk = (column: string, text: string, answers: Answers) => {
        // TypeORM's own notes of generated columns fail there.
        const more = mode.includes("NO_BACKSLASH") ? "default" : "generated";
        return there(kind, {
          built: mode,
          mode,
          run,
          from: named("a", typed(mode, "a", "x"), more),
          to: named(column, typed(mode, column, text), more),
          answers,
        });
      };
      it(`an expression becomes another, ${title}`, () => walk("a", "y", {}));
      it(`a column is renamed that others speak of, ${title}`, () =>
        walk("b", "x", { renames: { "thing.a": "b" } }));
    }

  for (const run of runs)
    it(`what is generated has an apostrophe, written under "NO_BACKSLASH_ESCAPES" and run under "${run}"`, () =>
      there(kind, {
        built: "",
        mode: "NO_BACKSLASH_ESCAPES",
        run,
        from: named("a", "concat(a, '''')"),
        to: named("b", "concat(b, '''')"),
        answers: { renames: { "thing.a": "b" } },
      }));

  const seen = (query: string): Content => ({
    entities: [
      entity("thing", {
        id,
        a: { type: "varchar", length: 20, nullable: true },
      }),
      view("seen", ["v"], { expression: query, synchronize: true }),
    ],
  });
  for (const [mode, before, after] of [
    [
      "ANSI_QUOTES",
      `SELECT "a" AS "v" FROM "thing"`,
      `SELECT concat("a", '"') AS "v" FROM "thing"`,
    ],
    [
      "PIPES_AS_CONCAT",
      "SELECT a AS v FROM thing",
      `SELECT a || "x" AS v FROM thing`,
    ],
    ["", "SELECT a AS v FROM thing", `SELECT a || "x" AS v FROM thing`],
  ] as const)
    for (const run of runs)
      it(`a view, written under "${mode}" and run under "${run}"`, () =>
        there(kind, {
          built: mode,
          mode,
          run,
          from: seen(before),
          to: seen(after),
        }));

  it("a cast and a backfill, typed for names in double quotes", () =>
    onDatabase(
      {
        from: [entity("thing", { id, a: { type: "varchar", length: 9 } })],
        rows: { thing: [{ id: 1, a: "x" }] },
      },
      async (url) => {
        const to = [
          entity("thing", {
            id,
            a: { type: "int" },
            b: { type: "varchar", length: 9 },
          }),
        ];
        const { file } = await under("ANSI", url, to, (source) =>
          confirmed((answers) =>
            autogenerate(source, { message: "Cast", write: false, answers }),
          )({
            casts: { "thing.a": `length("a")` },
            backfills: { "thing.b": `'b' || "id"` },
          }),
        );
        await under("", url, [], async (source) => {
          const runner = source.createQueryRunner();
          await new (migrationClass(file?.source ?? ""))().up(runner);
          await runner.release();
        });
        expect(await rowsOf(url)).toEqual({
          thing: [{ id: 1, a: 1, b: "b1" }],
        });
      },
      kind,
    ));
});
