// Domains are left as they are.
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

it("takes a domain over the declared type for what was declared", () =>
  onDatabase(
    {
      from: [],
      handmade: [
        `CREATE DOMAIN email AS varchar(80) CHECK (VALUE <> '')`,
        `CREATE TABLE "person" ("id" integer NOT NULL, "email" email NOT NULL DEFAULT 'nobody', "score" integer,
           CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id"))`,
      ],
    },
    async (url) => {
      const result = await check(
        dataSourceOf(url, [
          entity("person", {
            email: { type: "varchar", length: 80, default: "nobody" },
            score: { type: "int", nullable: true },
          }),
        ]),
      );
      expect(result.schemaDiff).toBe("");
      expect(result.clean).toBe(true);
    },
  ));
