// The example for MySQL and MariaDB: what it declares is made, and found again.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { Customer } from "../../examples/mysql/entities/customer";
import { Order } from "../../examples/mysql/entities/order";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { migrationClass } from "../judges/migrationClass";
import { describeOn } from "../servers";

describe.each(["mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "example", () => {
    it("is made, found to be as it should, and taken back", async () => {
      await onDatabase(
        { from: [] },
        async (url) => {
          const entities = [Customer, Order];
          const { file } = await autogenerate(dataSourceOf(url, entities), {
            message: "Create the shop",
            write: false,
          });
          const migrated = dataSourceOf(url, entities, {
            migrations: [migrationClass(file?.source ?? "")],
          });
          await upgrade(migrated);
          expect((await check(migrated)).schemaDiff).toBe("");
          await downgrade(migrated, "base");
          expect(await schemaOf(url)).toBe("");
        },
        kind,
      );
    });
  });
});
