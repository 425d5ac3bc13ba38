// A migration that fails on the way: DDL is not taken back, so what is done is said.
import { autogenerate, check, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;

onBoth((_, kind) => {
  it("names the statement, and those before it", async () => {
    await onDatabase(
      { from: [entity("a", { id }), entity("b", { id, v: { type: "int" } })] },
      async (url) => {
        const to = [
          entity("a", { id, n: { type: "varchar", nullable: true } }),
          entity("b", { id, v: { type: "int", unique: true } }),
        ];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Both",
          write: false,
        });
        await withSource(dataSourceOf(url, []), (source) =>
          source.query("INSERT INTO b VALUES (1, 5), (2, 5)"),
        );
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await expect(upgrade(migrated)).rejects.toThrow(
          /Duplicate entry '5'.*The statement was: ALTER TABLE `b`.*not rolled back\. The statement before it:\n {2}ALTER TABLE `a` ADD COLUMN/s,
        );
        // The table whose statement failed is as it was.
        expect(await schemaOf(url)).not.toContain("UNIQUE");
        expect((await check(migrated)).operations).toHaveLength(1);
      },
      kind,
    );
  });

  it("says so where the first statement fails", async () => {
    await onDatabase(
      { from: [entity("b", { id, v: { type: "int" } })] },
      async (url) => {
        const to = [entity("b", { id, v: { type: "int", unique: true } })];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "One",
          write: false,
        });
        await withSource(dataSourceOf(url, []), (source) =>
          source.query("INSERT INTO b VALUES (1, 5), (2, 5)"),
        );
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await expect(upgrade(migrated)).rejects.toThrow("first statement");
      },
      kind,
    );
  });
});
