// Rows that the server would not count: said in a sentence, and nothing is written.
import { autogenerate, DatabaseError } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;

onBoth((_, kind) => {
  it("says which rows could not be counted, and why", () =>
    onDatabase(
      {
        from: [entity("thing", { id, size: { type: "varchar" } })],
        rows: { thing: [{ id: 1, size: "5" }] },
      },
      async (url) => {
        const compared = dataSourceOf(
          url,
          [entity("thing", { id, size: { type: "int" } })],
          { extra: { connectionLimit: 1 } },
        );
        await withSource(dataSourceOf(url, []), async (source) => {
          const other = source.createQueryRunner();
          await other.query("LOCK TABLES thing WRITE");
          await withSource(compared, async () => {
            await compared.query("SET SESSION lock_wait_timeout = 1");
            const refused: unknown = await autogenerate(compared, {
              message: "Count",
              write: false,
            }).catch((error: unknown) => error);
            expect(refused).toBeInstanceOf(DatabaseError);
            expect(String(refused)).toMatch(
              /rows of "thing\.size" could not be counted: Lock wait timeout/,
            );
          });
          await other.query("UNLOCK TABLES");
          await other.release();
        });
      },
      kind,
    ));
});
