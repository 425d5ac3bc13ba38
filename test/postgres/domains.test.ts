// Domains are left as they are.
import { check } from "../../src";
import { entity } from "../judges/entities";
import { dataSourceOf } from "../judges/walk";
import { testServer } from "../servers";

it("takes a domain over the declared type for what was declared", async () => {
  const database = await (await testServer("postgres")).createDatabase();
  try {
    const source = dataSourceOf(database.url, [
      entity("person", {
        email: { type: "varchar", length: 80, default: "nobody" },
        score: { type: "int", nullable: true },
      }),
    ]);
    await source.initialize();
    await source.query(
      `CREATE DOMAIN email AS varchar(80) CHECK (VALUE <> '')`,
    );
    await source.query(
      `CREATE TABLE "person" ("id" integer NOT NULL, "email" email NOT NULL DEFAULT 'nobody', "score" integer,
         CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id"))`,
    );
    const result = await check(source);
    await source.destroy();
    expect(result.schemaDiff).toBe("");
    expect(result.clean).toBe(true);
  } finally {
    await database.drop();
  }
});
