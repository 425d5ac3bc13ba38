// A session without strict mode: what does not fit is refused all the same. One with other escapes: values are what they are.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, check, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { confirmed } from "../judges/confirmed";
import {
  dataSourceOf,
  rowsOf,
  withSource,
  type AnyEntity,
} from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const thing = (v: EntitySchemaColumnOptions): AnyEntity[] => [
  entity("thing", { id, v }),
];

const changes: readonly (readonly [
  string,
  EntitySchemaColumnOptions,
  EntitySchemaColumnOptions,
  unknown,
  Answers,
])[] = [
  [
    "a label that goes",
    { type: "enum", enum: ["a", "b"] },
    { type: "enum", enum: ["a"] },
    "b",
    { drops: ["thing.v.b"] },
  ],
  [
    "a text that is too long",
    { type: "varchar", length: 9 },
    { type: "varchar", length: 3 },
    "longer",
    {},
  ],
  [
    "a number that is too large",
    { type: "int" },
    { type: "tinyint" },
    70_000,
    {},
  ],
  ["a text that is no number", { type: "varchar" }, { type: "int" }, "x", {}],
  ["NULL", { type: "int", nullable: true }, { type: "int" }, null, {}],
];

onBoth((_, kind) => {
  it.each(changes)("%s", async (_name, from, to, v, answers) => {
    await onDatabase(
      { from: thing(from), rows: { thing: [{ id: 1, v }] } },
      async (url) => {
        const before = await rowsOf(url);
        const { file } = await confirmed((given) =>
          autogenerate(dataSourceOf(url, thing(to)), {
            message: "Smaller",
            write: false,
            answers: given,
          }),
        )(answers);
        const Migration = migrationClass(file?.source ?? "");
        await withSource(dataSourceOf(url, []), async (source) => {
          const runner = source.createQueryRunner();
          await runner.query("SET SESSION sql_mode = ''");
          await expect(new Migration().up(runner)).rejects.toThrow(
            /truncated|too long|Out of range|Incorrect|null value/i,
          );
          await runner.release();
        });
        expect(await rowsOf(url)).toEqual(before);
      },
      kind,
    );
  });
  it("names dates of zeros, where copying them is refused", () => {
    const dated = (n: EntitySchemaColumnOptions) => [
      entity("thing", { id, d: { type: "datetime" }, n }),
    ];
    return onDatabase(
      {
        from: dated({ type: "int" }),
        handmade: [
          "SET SESSION sql_mode = ''",
          "INSERT INTO thing VALUES (1, '0000-00-00', 1), (2, '2026-00-01', 1), (3, '2026-01-01', 1)",
        ],
      },
      async (url) => {
        const to = dated({ type: "varchar" });
        const { hazards } = await check(dataSourceOf(url, to));
        expect(
          hazards
            .filter(({ code }) => code === "DOES_NOT_FIT")
            .map(({ message }) => message),
        ).toEqual(
          kind === "mysql"
            ? [
                "fails where the table is copied, on dates such as 0000-00-00: 2 rows in this database",
              ]
            : [],
        );
      },
      kind,
    );
  });
  it("a backslash under NO_BACKSLASH_ESCAPES", async () => {
    const to = [
      entity("thing", {
        id,
        v: {
          type: "enum",
          enum: ["a\\b", "it's"],
          default: "a\\b",
          comment: "c\\d",
        },
      }),
    ];
    for (const from of [[], [entity("thing", { id })]])
      await onDatabase(
        { from },
        async (url) => {
          const { file } = await autogenerate(dataSourceOf(url, to), {
            message: "Backslash",
            write: false,
          });
          const Migration = migrationClass(file?.source ?? "");
          await withSource(dataSourceOf(url, []), async (source) => {
            const runner = source.createQueryRunner();
            await runner.query("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'");
            await new Migration().up(runner);
            const [row] = (await runner.query(
              "SELECT @@SESSION.sql_mode AS mode",
            )) as { readonly mode: string }[];
            expect(row?.mode).toContain("NO_BACKSLASH_ESCAPES");
            await runner.release();
          });
          expect(await check(dataSourceOf(url, to))).toMatchObject({
            clean: true,
          });
        },
        kind,
      );
  });
});
