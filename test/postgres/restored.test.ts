// A database that was restored from a dump reads otherwise than the one that it was taken from, and is the same.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onEmptyDatabase } from "../judges/pool";
import { dump, testServer } from "../servers";

const entities = [
  entity(
    "b",
    {
      s: { type: "varchar", length: 10 },
      s2: { type: "varchar", length: 10, nullable: true },
      tags: {
        type: "varchar",
        length: 5,
        array: true,
        default: () => "ARRAY['a','b']",
      },
      g: {
        type: "int",
        asExpression: "CASE WHEN s IN ('a','c') THEN 1 ELSE 0 END",
        generatedType: "STORED",
      },
    },
    {
      checks: [{ name: "cs", expression: "s IN ('a','b')" }],
      indices: [{ name: "is", columns: ["s"], where: "s IN ('a', 'b')" }],
    },
  ),
  view("v", ["id"], {
    expression: `SELECT id, s FROM b WHERE s IN ('a','b') AND s2 NOT IN ('x','y')`,
  }),
];

it("finds nothing to do in it", () =>
  onDatabase({ from: entities }, async (url) => {
    const text = await dump(url, { exclude: [] });
    await onEmptyDatabase(await testServer("postgres"), async (restored) => {
      await withSource(dataSourceOf(restored, []), async (source) => {
        await source.query(
          `${text.replace("CREATE SCHEMA public;", "")}; SET search_path = public`,
        );
      });
      const { schemaDiff, clean } = await check(
        dataSourceOf(restored, entities),
      );
      expect({ schemaDiff, clean }).toEqual({ schemaDiff: "", clean: true });
    });
  }));

it("finds nothing to do after a type went there and back", () => {
  const of = (type: "varchar" | "text") => [
    entity(
      "b",
      { s: { type } },
      { checks: [{ name: "cs", expression: "s IN ('a','b')" }] },
    ),
  ];
  return onDatabase({ from: of("varchar") }, async (url) => {
    const { file } = await autogenerate(dataSourceOf(url, of("text")), {
      message: "There",
      write: false,
    });
    const there = dataSourceOf(url, of("text"), {
      migrations: [migrationClass(file?.source ?? "")],
    });
    await upgrade(there);
    await downgrade(there, "base");
    expect(await check(dataSourceOf(url, of("varchar")))).toMatchObject({
      schemaDiff: "",
      clean: true,
    });
  });
});
