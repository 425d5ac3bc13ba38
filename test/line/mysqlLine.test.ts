// The same main line on MySQL and MariaDB, past every judge and by TypeORM's own runner. Runs on every supported TypeORM.
import "reflect-metadata";
import { autogenerate, check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { walk } from "../judges/walk";
import { describeOn, testServer } from "../servers";

const author = entity("author", {
  id: { type: "int", primary: true, generated: "increment" },
  name: { type: "varchar", length: 60, comment: "as on the cover" },
  kind: { type: "enum", enum: ["person", "group"], default: "person" },
});

const book = entity(
  "book",
  {
    id: { type: "uuid", primary: true, generated: "uuid" },
    title: { type: "varchar", length: 200 },
    price: { type: "decimal", precision: 8, scale: 2, default: 0 },
    sold: { type: "boolean", default: false },
    made: { type: "datetime", createDate: true },
    changed: { type: "datetime", updateDate: true },
  },
  {
    relations: {
      author: { type: "many-to-one", target: "author", onDelete: "CASCADE" },
    },
    checks: [{ name: "price_not_negative", expression: "`price` >= 0" }],
    indices: [{ name: "book_title", columns: ["title"] }],
  },
);

const widerAuthor = entity("author", {
  id: { type: "bigint", primary: true, generated: "increment" },
  name: { type: "varchar", length: 120, comment: "as on the title page" },
  kind: {
    type: "enum",
    enum: ["person", "group", "unknown"],
    default: "person",
  },
  born: { type: "date", nullable: true },
});

describe.each(["mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "main line", () => {
    it("changes tables that have rows, past every judge", async () => {
      await walk(await testServer(kind), {
        from: [author, book],
        to: [widerAuthor, book],
        handmade: [
          "ALTER TABLE book ADD CONSTRAINT price_not_negative CHECK (price >= 0)",
        ],
        rows: {
          author: [{ id: 1, name: "Ann", kind: "group" }],
          book: [
            {
              id: "6b1f1f9e-0d4c-4a44-9d2e-0b0c6d8c1a11",
              title: "Sea",
              price: "9.50",
              author: { id: 1 },
            },
          ],
        },
        // TypeORM reads a bigint as text, so the key's values look different.
        upgraded: { author: [{ id: "1", name: "Ann", kind: "group" }] },
      });
    });

    it("is run and reverted by TypeORM in its default mode", async () => {
      await onDatabase(
        { from: [] },
        async (url) => {
          const { file } = await autogenerate(
            dataSourceOf(url, [author, book]),
            { message: "Create books", write: false },
          );
          const migrated = dataSourceOf(url, [author, book], {
            migrations: [migrationClass(file?.source ?? "")],
          });
          await migrated.initialize();
          try {
            await migrated.runMigrations();
            expect(await check(migrated)).toMatchObject({
              schemaDiff: "",
              clean: true,
            });
            await migrated.undoLastMigration();
          } finally {
            await migrated.destroy();
          }
          expect(await schemaOf(url)).toBe("");
        },
        kind,
      );
    });
  });
});
