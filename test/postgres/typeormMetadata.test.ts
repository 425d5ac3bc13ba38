// What TypeORM remembers of views and generated columns: kept in step by the migration, on whatever database it runs.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { both, onDatabase, there } from "../judges/cases";
import {
  dataSourceOf,
  recordOf,
  typeOrmLog,
  withSource,
  type AnyEntity,
} from "../judges/database";
import { entity, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";

const box = (columns: Parameters<typeof entity>[1], table = "box") =>
  entity(
    "box",
    { height: { type: "integer" }, width: { type: "integer" }, ...columns },
    { tableName: table },
  );

const volume = (asExpression = `"height" * "width"`) => ({
  volume: {
    type: "bigint",
    nullable: true,
    asExpression,
    generatedType: "STORED",
  } as const,
});

const large = (expression = `SELECT id FROM "box" WHERE "height" > 2`) =>
  view("large", ["id"], { expression });

const rows = { box: [{ id: 1, height: 2, width: 3 }] };

both(
  "a table with generated columns comes and goes",
  [
    [box({})],
    [box({}), entity("shelf", { ...volume("1"), depth: volume("2").volume })],
  ],
  { rows },
  { rows, answers: { drops: ["shelf"] } },
);

both(
  "a generated column goes with its view, and another one comes",
  [
    [box(volume()), large(`SELECT id FROM "box" WHERE "volume" > 2`)],
    [
      box({ area: volume().volume }),
      large(`SELECT id FROM "box" WHERE "area" > 2`),
    ],
  ],
  {
    rows,
    answers: { drops: ["box.volume"] },
  },
  {
    rows,
    answers: { drops: ["box.area"] },
  },
);

there("a table with a generated column is renamed, and a view speaks of it", {
  from: [box(volume()), large()],
  to: [
    box(volume(), "crate"),
    large(`SELECT id FROM "crate" WHERE "height" > 2`),
  ],
  answers: { renames: { box: "crate" } },
  rows,
});

const tall = (read: string, name = read) =>
  entity("box", {
    [name]: { type: "integer" },
    twice: {
      type: "integer",
      nullable: true,
      asExpression: `"${read}" * 2`,
      generatedType: "STORED",
    },
  });
there("a column is renamed that a generated column and a view speak of", {
  from: [tall("height"), large()],
  to: [tall("tallness"), large(`SELECT id FROM "box" WHERE "tallness" > 2`)],
  answers: { renames: { "box.height": "tallness" } },
  rows: { box: [{ id: 1, height: 2 }] },
});

there("quotes, line breaks and other letters are kept", {
  from: [box({})],
  to: [
    box({}),
    large(
      `SELECT id -- "it's"\n  FROM "box"\n WHERE 'a\\b''ü ¿' <> \${x}`.replace(
        "${x}",
        "''",
      ),
    ),
  ],
  rows,
});

const written = async (url: string, to: readonly AnyEntity[], options = {}) => {
  const { file } = await autogenerate(dataSourceOf(url, to, options), {
    message: "Written",
    write: false,
  });
  return migrationClass(file?.source ?? "");
};

it("is kept by TypeORM's runner too", async () => {
  const to = [box(volume()), large()];
  await onDatabase({ from: [] }, async (url) => {
    const Migration = await written(url, to);
    await withSource(
      dataSourceOf(url, to, { migrations: [Migration] }),
      async (source) => {
        await source.runMigrations();
        expect(await typeOrmLog(url, { entities: to })).toEqual([]);
        await source.undoLastMigration();
      },
    );
    expect(await recordOf(url)).toEqual([]);
  });
});

it("is right on another database, and where nothing of the kind is mapped any more", async () => {
  const to = [box(volume()), large()];
  await onDatabase({ from: [] }, async (url) => {
    const Migration = await written(url, to);
    await onDatabase({ from: [] }, async (elsewhere) => {
      await upgrade(dataSourceOf(elsewhere, [], { migrations: [Migration] }));
      expect(await typeOrmLog(elsewhere, { entities: to })).toEqual([]);
      expect(await recordOf(elsewhere)).toMatchObject([
        { name: "volume", here: true },
        { name: "large" },
      ]);
      await downgrade(
        dataSourceOf(elsewhere, [], { migrations: [Migration] }),
        "base",
      );
      expect(await recordOf(elsewhere)).toEqual([]);
    });
  });
});

it("is kept under the name and in the schema that the DataSource says", async () => {
  const options = { metadataTableName: "re member", schema: "app" };
  const to = [box(volume()), large(`SELECT id FROM "app"."box"`)];
  await onDatabase(
    { from: [], groundwork: ["CREATE SCHEMA app"] },
    async (url) => {
      const Migration = await written(url, to, options);
      const migrated = dataSourceOf(url, to, {
        ...options,
        migrations: [Migration],
      });
      await upgrade(migrated);
      expect(await check(migrated)).toMatchObject({ clean: true });
      expect(await typeOrmLog(url, { entities: to, options })).toEqual([]);
      expect(await recordOf(url)).toEqual([]);
      await downgrade(migrated, "base");
    },
  );
});

it("is mended for what changes where it was missing or wrong", async () => {
  const to = [box({}), large(`SELECT id FROM "box" WHERE "height" > 3`)];
  await onDatabase(
    {
      from: [box({}), large()],
      handmade: [`UPDATE "typeorm_metadata" SET "value" = 'SELECT 1'`],
    },
    async (url) => {
      const Migration = await written(url, to);
      const migrated = dataSourceOf(url, to, { migrations: [Migration] });
      await upgrade(migrated);
      expect(await typeOrmLog(url, { entities: to })).toEqual([]);
      await downgrade(migrated, "base");
      expect(await recordOf(url)).toMatchObject([{ value: "SELECT 1" }]);
    },
  );
});

const labelled = (label: string, enumName = "states") => [
  entity("box", {
    state: { type: "enum", enum: [label, "b"], enumName },
    open: {
      type: "boolean",
      nullable: true,
      asExpression: `"state" = '${label}'::${enumName}`,
      generatedType: "STORED",
    },
  }),
];
both(
  "a label is renamed under a generated column",
  [labelled("a"), labelled("x")],
  {
    answers: { enumValues: { states: { a: "x" } } },
    rows: { box: [{ id: 1, state: "a" }] },
    upgraded: { "public.box": [{ state: "x", open: true }] },
  },
  {
    answers: { enumValues: { states: { x: "a" } } },
    rows: { box: [{ id: 1, state: "x" }] },
    upgraded: { "public.box": [{ state: "a", open: true }] },
  },
);
both("an enum type is renamed under a generated column", [
  labelled("a"),
  labelled("a", "conditions"),
]);
