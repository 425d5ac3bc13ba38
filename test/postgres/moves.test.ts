// Tables that move to another schema, schemas that come and go, and schemas under strange names.
import { autogenerate, check, doctor, downgrade, upgrade } from "../../src";
import { both, onDatabase, there } from "../judges/cases";
import { dataSourceOf, rowsOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";

const text = { type: "varchar" } as const;

/** Everything that hangs on a table. */
const person = (schema: string | undefined, tableName = "person") =>
  entity(
    "person",
    {
      id: { type: "integer", primary: true, generated: "increment" },
      number: { type: "integer", generated: "increment" },
      state: { type: "enum", enum: ["in", "out"], default: "in" },
      mood: {
        type: "enum",
        enum: ["good", "bad"],
        array: true,
        default: ["good"],
      },
      name: { ...text, unique: true, comment: "full" },
    },
    {
      tableName,
      ...(schema === undefined ? {} : { schema }),
      checks: [{ expression: `"name" <> '' AND "state" <> 'out'` }],
      indices: [{ columns: ["state"], where: `"state" = 'in'` }],
    },
  );

const pet = (schema: string | undefined) =>
  entity(
    "pet",
    { owner: { type: "integer" } },
    {
      ...(schema === undefined ? {} : { schema }),
      foreignKeys: [
        {
          target: "person",
          columnNames: ["owner"],
          referencedColumnNames: ["id"],
          onDelete: "CASCADE",
        },
      ],
    },
  );

const rows = {
  person: [{ name: "Ann" }, { name: "Bob" }],
  pet: [{ id: 1, owner: 2 }],
};
/** A schema that its last table left stays. */
const groundwork = ["a", "b", "c", "crew"].map(
  (schema) => `CREATE SCHEMA ${schema}`,
);
const next = { person: { name: "Eve" } };

const ids = (schema: string) => ({
  [`${schema}.person`]: [
    { id: 1, number: 1, name: "Ann", state: "in" },
    { id: 2, number: 2, name: "Bob", state: "in" },
  ],
});

for (const [from, to] of [
  [undefined, "crew"],
  ["a", "b"],
] as const)
  both(
    `a table moves from ${from ?? "the own schema"} to ${to}`,
    [
      [person(from), pet(undefined)],
      [person(to), pet(undefined)],
    ],
    {
      groundwork,
      rows,
      next,
      answers: {
        renames: {
          [`${from ?? "public"}.person`.replace("public.", "")]: `${to}.person`,
        },
      },
      upgraded: ids(to),
      downgraded: ids(from ?? "public"),
    },
    {
      answers: {
        renames: {
          [`${to}.person`]: from === undefined ? "person" : `${from}.person`,
        },
      },
      upgraded: ids(from ?? "public"),
      downgraded: ids(to),
    },
  );

both(
  "a table moves to a schema that is new, under another name",
  [[person("a", "person")], [person("b", "human")]],
  {
    groundwork,
    rows: { person: rows.person },
    next,
    answers: { renames: { "a.person": "b.human" } },
    upgraded: { "b.human": ids("a")["a.person"] ?? [] },
    downgraded: ids("a"),
  },
  {
    answers: { renames: { "b.human": "a.person" } },
    upgraded: ids("a"),
    downgraded: { "b.human": ids("a")["a.person"] ?? [] },
  },
);

const named = (schema: string, label: string) =>
  entity(label, { name: text }, { schema, tableName: "thing" });
both(
  "tables of one name move along a chain of schemas",
  [
    [named("a", "first"), named("b", "second")],
    [named("b", "first"), named("c", "second")],
  ],
  {
    groundwork,
    rows: { first: [{ id: 1, name: "one" }], second: [{ id: 2, name: "two" }] },
    answers: { renames: { "a.thing": "b.thing", "b.thing": "c.thing" } },
    upgraded: {
      "b.thing": [{ id: 1, name: "one" }],
      "c.thing": [{ id: 2, name: "two" }],
    },
    downgraded: {
      "a.thing": [{ id: 1, name: "one" }],
      "b.thing": [{ id: 2, name: "two" }],
    },
  },
  {
    answers: { renames: { "b.thing": "a.thing", "c.thing": "b.thing" } },
    upgraded: {
      "a.thing": [{ id: 1, name: "one" }],
      "b.thing": [{ id: 2, name: "two" }],
    },
    downgraded: {
      "b.thing": [{ id: 1, name: "one" }],
      "c.thing": [{ id: 2, name: "two" }],
    },
  },
);
describe("a schema that came with its table", () => {
  const way = {
    from: [person(undefined)],
    to: [person(undefined), entity("cage", {}, { schema: "zoo" })],
  };
  there("goes with it", way);
  it("stays, when somebody else has put something there", async () => {
    await onDatabase(way, async (url, directory) => {
      const { file } = await autogenerate(dataSourceOf(url, way.to), {
        directory,
      });
      const migrated = dataSourceOf(url, way.to, {
        migrations: [migrationClass(file?.source ?? "")],
      });
      await upgrade(migrated);
      await withSource(dataSourceOf(url, []), (source) =>
        source.query("CREATE TABLE zoo.lion AS SELECT 1 AS id"),
      );
      await downgrade(migrated, "base");
      expect(await rowsOf(url)).toMatchObject({ "zoo.lion": [{ id: 1 }] });
    });
  });
});

describe("a schema by the name of", () => {
  for (const [words, schema, synchronized] of [
    ["upper case", "Odd Zoo", true],
    ["a reserved word", "select", true],
    ["other letters", "Größe 人", true],
    ["a dot", "the.zoo", false],
    ["quotes", `so "so"`, false],
    ["an apostrophe", "it's", false],
    ["a dollar", "a$$b", false],
  ] as const) {
    there(`${words} comes with its tables`, {
      from: [entity("other", {})],
      to: [entity("other", {}), person(schema), pet(schema)],
      ...(synchronized ? { restless: true } : { notAsSynchronized: true }),
    });
    there(`${words} gets a table that is there`, {
      from: [person(undefined)],
      to: [person(schema)],
      rows: { person: rows.person },
      answers: { renames: { person: `${schema}.person` } },
      upgraded: {},
      downgraded: ids("public"),
      ...(synchronized ? { restless: true } : { notAsSynchronized: true }),
    });
  }
});

describe("a schema of the connection that does not exist yet", () => {
  const to = [person(undefined), pet(undefined)];
  it("is made, where the DataSource names it", async () => {
    await onDatabase({ from: [] }, async (url, directory) => {
      const options = { schema: "fresh" };
      const { file } = await autogenerate(dataSourceOf(url, to, options), {
        directory,
      });
      const migrated = dataSourceOf(url, to, {
        ...options,
        migrations: [migrationClass(file?.source ?? "")],
      });
      await upgrade(migrated);
      expect(await check(migrated)).toMatchObject({ clean: true });
      expect(Object.keys(await rowsOf(url)).sort()).toEqual([
        "fresh.person",
        "fresh.pet",
      ]);
      await downgrade(migrated, "base");
      expect(await rowsOf(url)).toEqual({});
    });
  });
  const onPath = { extra: { options: "-c search_path=fresh" } };
  it("is asked for, where the search path names it", async () => {
    await onDatabase({ from: [] }, async (url) => {
      const source = dataSourceOf(url, to, onPath);
      await expect(check(source)).rejects.toThrow("search_path (fresh)");
    });
  });
  it("is made on a scratch database, where the search path names it", async () => {
    const groundwork = ["CREATE SCHEMA fresh"];
    await onDatabase({ from: [], groundwork }, async (url) => {
      const { file } = await autogenerate(dataSourceOf(url, to, onPath), {
        write: false,
      });
      const migrations = [migrationClass(file?.source ?? "")];
      const source = dataSourceOf(url, to, { ...onPath, migrations });
      await upgrade(source);
      const diagnoses = await doctor(source, { scratch: true });
      expect(diagnoses.filter(({ healthy }) => !healthy)).toEqual([]);

      const extra = { options: "-c search_path=nowhere" };
      await expect(
        upgrade(dataSourceOf(url, to, { extra, migrations })),
      ).rejects.toThrow('There is no schema for the table "migrations"');
    });
  });
});
