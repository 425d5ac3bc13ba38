// Entities in several databases: TypeORM's word for what other servers call a schema.
import { check, upgrade, autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

onBoth((_, kind) => {
  it("creates the database, and tables and foreign keys in it, and finds them again", async () => {
    const database = `ta_other_${kind}`;
    const entities = [
      entity("here", { id: { type: "int", primary: true } }),
      entity(
        "there",
        { id: { type: "int", primary: true }, here: { type: "int" } },
        {
          database,
          indices: [{ columns: ["id", "here"] }],
          foreignKeys: [
            {
              target: "here",
              columnNames: ["here"],
              referencedColumnNames: ["id"],
            },
          ],
        },
      ),
    ];
    await onDatabase(
      { from: [] },
      async (url) => {
        try {
          const { file, questions } = await autogenerate(
            dataSourceOf(url, entities),
            { write: false, message: "Both" },
          );
          expect(questions).toEqual([]);
          const migrated = dataSourceOf(url, entities, {
            migrations: [migrationClass(file?.source ?? "")],
          });
          await upgrade(migrated);
          expect(await check(migrated)).toMatchObject({
            schemaDiff: "",
            operations: [],
            clean: true,
          });
        } finally {
          await withSource(dataSourceOf(url, []), (source) =>
            source.query(`DROP DATABASE IF EXISTS \`${database}\``),
          );
        }
      },
      kind,
    );
  });
});
