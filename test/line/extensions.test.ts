// Looking at a database installs no extension, whatever TypeORM does on connecting; it is found missing, and a DataSource is left as it was.
import { autogenerate, check, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";

const entities = [entity("word", { spelling: { type: "citext" } })];

it("finds the extension missing, and makes it by the migration", async () => {
  await onDatabase({ from: [] }, async (url) => {
    const before = await schemaOf(url);
    const source = dataSourceOf(url, entities);
    const { file, operations } = await autogenerate(source, { write: false });
    expect(operations.map(({ kind }) => kind)).toEqual([
      "createExtension",
      "createTable",
    ]);
    expect(await schemaOf(url)).toBe(before);

    const migrations = [migrationClass(file?.source ?? "")];
    await upgrade(
      dataSourceOf(url, entities, { migrations, installExtensions: false }),
    );
    expect((await check(source)).schemaDiff).toBe("");
  });
});

it("leaves a DataSource to install extensions when its owner connects", async () => {
  await onDatabase({ from: [] }, async (url) => {
    const source = dataSourceOf(url, entities);
    await check(source);
    await source.initialize();
    try {
      expect(
        await source.query("SELECT extname FROM pg_extension"),
      ).toContainEqual({ extname: "citext" });
    } finally {
      await source.destroy();
    }
  });
});
