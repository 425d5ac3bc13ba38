// Rows that are filled from columns which change in the same file get what these held before.
import { check } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";
type Columns = Parameters<typeof entity>[1];
const id = { id: { type: "int", primary: true } } as const;
const t = (c: Columns) => [entity("t", { ...id, ...c })];
const s = (length = 20, nullable = false) =>
  ({ type: "varchar", length, nullable }) as const;
const n = (nullable = false) => ({ type: "int", nullable }) as const;
for (const kind of ["postgres", "mysql", "mariadb"] as const)
  describeOn(kind, kind, () => {
    const { there, refused } = casesOn(kind);
    const pg = kind === "postgres";
    const table = pg ? "public.t" : "t";
    const q = (x: string) => (pg ? `"${x}"` : `\`${x}\``);
    const cast = (x: string) => (pg ? `${x}::varchar` : x);
    there("a new column from one that gets another type", {
      from: t({ b: s() }),
      to: t({ b: n(), a: s() }),
      rows: { t: [{ id: 1, b: "07" }] },
      answers: {
        backfills: { "t.a": cast("b") },
        casts: pg ? { "t.b": "b::int" } : { "t.b": "CAST(b AS SIGNED)" },
      },
      upgraded: { [table]: [{ a: "07", b: 7 }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    for (const order of ["b first", "b last"])
      there(`a column from one that a cast changes, ${order}`, {
        from: t(
          order === "b first"
            ? { b: s(), a: s(20, true) }
            : { a: s(20, true), b: s() },
        ),
        to: t(order === "b first" ? { b: n(), a: s() } : { a: s(), b: n() }),
        rows: { t: [{ id: 1, b: "07", a: null }] },
        answers: {
          backfills: { "t.a": cast("b") },
          casts: pg ? { "t.b": "b::int" } : { "t.b": "CAST(b AS SIGNED)" },
        },
        upgraded: { [table]: [{ a: "07", b: 7 }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    for (const order of ["b first", "b last"])
      there(`a column from one that changes in place, ${order}`, {
        from: t(
          order === "b first"
            ? { b: s(20), a: s(20, true) }
            : { a: s(20, true), b: s(20) },
        ),
        to: t(order === "b first" ? { b: n(), a: s() } : { a: s(), b: n() }),
        rows: { t: [{ id: 1, b: "07", a: null }] },
        answers: {
          backfills: { "t.a": cast("b") },
          ...(pg ? { casts: { "t.b": "b::int" } } : {}),
        },
        upgraded: { [table]: [{ a: "07", b: 7 }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    for (const order of ["b first", "b last"])
      there(`a column that changes its type too, ${order}`, {
        from: t(
          order === "b first"
            ? { b: s(20), a: s(20, true) }
            : { a: s(20, true), b: s(20) },
        ),
        to: t(
          order === "b first" ? { b: n(), a: s(30) } : { a: s(30), b: n() },
        ),
        rows: { t: [{ id: 1, b: "07", a: null }] },
        answers: {
          backfills: { "t.a": cast("b") },
          ...(pg ? { casts: { "t.b": "b::int" } } : {}),
        },
        upgraded: { [table]: [{ a: "07", b: 7 }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    for (const order of ["b first", "b last"])
      there(`a column from one that is filled too, ${order}`, {
        from: t(
          order === "b first"
            ? { b: s(20, true), a: s(20, true) }
            : { a: s(20, true), b: s(20, true) },
        ),
        to: t(order === "b first" ? { b: s(), a: s() } : { a: s(), b: s() }),
        rows: { t: [{ id: 1, b: null, a: null }] },
        answers: { backfills: { "t.a": "COALESCE(b, 'none')", "t.b": "'x'" } },
        upgraded: { [table]: [{ a: "none", b: "x" }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    there("a new column from one that is filled too", {
      from: t({ b: s(20, true) }),
      to: t({ b: s(), a: s() }),
      rows: { t: [{ id: 1, b: null }] },
      answers: { backfills: { "t.a": "COALESCE(b, 'none')", "t.b": "'x'" } },
      upgraded: { [table]: [{ a: "none", b: "x" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    there("a new column from one that goes", {
      from: t({ b: s() }),
      to: t({ a: s() }),
      rows: { t: [{ id: 1, b: "q" }] },
      answers: { drops: ["t.b"], backfills: { "t.a": "b" } },
      upgraded: { [table]: [{ a: "q" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    there("a column from one that goes", {
      from: t({ b: s(), a: s(20, true) }),
      to: t({ a: s() }),
      rows: { t: [{ id: 1, b: "q", a: null }] },
      answers: { drops: ["t.b"], backfills: { "t.a": "b" } },
      upgraded: { [table]: [{ a: "q" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    there("a new column from one under its new name", {
      from: t({ b: s() }),
      to: t({ c: s(), a: s() }),
      rows: { t: [{ id: 1, b: "q" }] },
      answers: { renames: { "t.b": "c" }, backfills: { "t.a": "c" } },
      upgraded: { [table]: [{ a: "q" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    there("a new column from one of two that change names", {
      from: t({ b: s(), c: s() }),
      to: t({ c: s(), b: s(), a: s() }),
      rows: { t: [{ id: 1, b: "q", c: "r" }] },
      answers: {
        renames: { "t.b": "c", "t.c": "b" },
        backfills: { "t.a": "c" },
      },
      upgraded: { [table]: [{ a: "q", c: "q" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    const e = (...l: string[]) =>
      ({ type: "enum", enum: l, enumName: "lab" }) as const;
    if (!pg)
      there("a new column from a label that goes", {
        from: t({ b: e("old", "x") }),
        to: t({ b: e("new", "x"), a: s() }),
        rows: { t: [{ id: 1, b: "old" }] },
        answers: {
          enumValues: { "t.b": { old: "new" } },
          backfills: { "t.a": "CASE WHEN b = 'old' THEN 'o' ELSE 'n' END" },
        },
        upgraded: { [table]: [{ a: "o", b: "new" }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    if (!pg)
      there("a column from a label that goes", {
        from: t({ b: e("old", "x"), a: s(20, true) }),
        to: t({ b: e("new", "x"), a: s() }),
        rows: { t: [{ id: 1, b: "old", a: null }] },
        answers: {
          enumValues: { "t.b": { old: "new" } },
          backfills: { "t.a": "CASE WHEN b = 'old' THEN 'o' ELSE 'n' END" },
        },
        upgraded: { [table]: [{ a: "o", b: "new" }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    for (const generatedType of pg ? [] : (["STORED", "VIRTUAL"] as const))
      there(`a new column from one that becomes ${generatedType}`, {
        noted: true,
        from: t({ b: n(), c: n() }),
        to: t({
          b: {
            type: "int",
            asExpression: `${q("c")} * 2`,
            generatedType,
            nullable: true,
          },
          c: n(),
          a: n(),
        }),
        rows: { t: [{ id: 1, b: 5, c: 1 }] },
        answers: { backfills: { "t.a": "b" } },
        upgraded: { [table]: [{ a: 5, b: 2 }] },
        downgraded: { [table]: [{ id: 1 }] },
      });
    there("a cast from one that is filled", {
      from: t({ b: s(20, true), a: s() }),
      to: t({ b: s(), a: n() }),
      rows: { t: [{ id: 1, b: null, a: "3" }] },
      answers: {
        backfills: { "t.b": "'9'" },
        casts: {
          "t.a": pg ? "COALESCE(b, a)::int" : "CAST(COALESCE(b, a) AS SIGNED)",
        },
      },
      upgraded: { [table]: [{ a: 3, b: "9" }] },
      downgraded: { [table]: [{ id: 1 }] },
    });
    there("two columns from one another", {
      from: t({ b: s(20, true), a: s(20, true) }),
      to: t({ b: s(), a: s() }),
      rows: {
        t: [
          { id: 1, b: null, a: "3" },
          { id: 2, b: "4", a: null },
        ],
      },
      answers: { backfills: { "t.b": "a", "t.a": "b" } },
      upgraded: {
        [table]: [
          { a: "3", b: "3" },
          { a: "4", b: "4" },
        ],
      },
      downgraded: { [table]: [{ id: 1 }, { id: 2 }] },
    });

    if (pg)
      it("refuses a fill and a cast that read each other's columns", async () => {
        await onDatabase(
          { from: t({ b: s(20, true), a: s() }) },
          async (url) => {
            await expect(
              check(dataSourceOf(url, t({ b: s(), a: n() })), {
                answers: {
                  backfills: { "t.b": "a" },
                  casts: { "t.a": "COALESCE(b, a)::int" },
                },
              }),
            ).rejects.toThrow(/read each other's columns/);
          },
          kind,
        );
      });
    it("refuses columns that fill one another and both get another type", async () => {
      const d = (scale: number, nullable = false) =>
        ({ type: "decimal", precision: 4, scale, nullable }) as const;
      await onDatabase(
        {
          from: t({ b: d(2, true), a: d(2, true) }),
          rows: {
            t: [
              { id: 1, b: null, a: 1.25 },
              { id: 2, b: 0.46, a: null },
            ],
          },
        },
        async (url) => {
          await expect(
            check(dataSourceOf(url, t({ b: d(1), a: n() })), {
              answers: { backfills: { "t.b": "a", "t.a": "b" } },
            }),
          ).rejects.toThrow(/read each other's columns/);
        },
        kind,
      );
    });

    it("says where a column becomes generated before another one is filled from it", async () => {
      await onDatabase(
        {
          from: t({ b: n(), c: n() }),
          rows: { t: [{ id: 1, b: 5, c: 1 }] },
        },
        async (url) => {
          const generated = {
            type: "int",
            asExpression: `${q("c")} * 2`,
            generatedType: "STORED",
            nullable: true,
          } as const;
          const to = t({ b: generated, c: n(), a: n() });
          const { hazards } = await check(dataSourceOf(url, to), {
            answers: { backfills: { "t.a": "b" } },
          });
          expect(
            hazards.flatMap(({ code, message }) =>
              code === "IN_THE_WAY" ? [message] : [],
            ),
          ).toEqual(
            pg
              ? [
                  'fails: "t.a" would be filled from what it held, and it is made anew before that',
                ]
              : [],
          );
        },
        kind,
      );
    });
    if (pg)
      refused(
        "refuses to fill from a column that has become generated",
        'column "b" does not exist',
        {
          from: t({ b: n(), c: n() }),
          to: t({
            b: {
              type: "int",
              asExpression: `${q("c")} * 2`,
              generatedType: "STORED",
              nullable: true,
            },
            c: n(),
            a: n(),
          }),
          rows: { t: [{ id: 1, b: 5, c: 1 }] },
          answers: { backfills: { "t.a": "b" } },
        },
      );
  });
