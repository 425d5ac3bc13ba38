// Counting rows that a change concerns: no value that is there keeps it from being done, and what the server refuses is said in a sentence.
import { mariadb } from "../../src/dialects/mariadb";
import { mysql } from "../../src/dialects/mysql";
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
  it("counts the least number that there is", () =>
    onDatabase(
      {
        from: [entity("thing", { id, v: { type: "bigint" } })],
        rows: { thing: [{ id: 1, v: "-9223372036854775808" }] },
      },
      async (url) => {
        const { questions } = await autogenerate(
          dataSourceOf(url, [entity("thing", { id, v: { type: "time" } })]),
          { write: false },
        );
        expect(questions.map(({ evidence }) => evidence)).toEqual([
          [
            "not every bigint is one",
            "values that do not fit: 1 row in this database",
          ],
        ]);
      },
      kind,
    ));
  it("leaves out what the server cannot work out, and counts the rest", () =>
    onDatabase(
      {
        from: [entity("thing", { id, v: { type: "bigint" } })],
        rows: { thing: [{ id: 1, v: "-9223372036854775808" }] },
      },
      async (url) => {
        const table = { name: "thing" };
        const counts = await withSource(dataSourceOf(url, []), (source) =>
          (kind === "mysql" ? mysql : mariadb).count(
            { query: (sql) => source.query(sql) },
            [
              { table, column: "v", condition: "ABS(v) > 1", type: "bigint" },
              { table },
              { table, column: "v", condition: "v < 1", type: "bigint" },
            ],
          ),
        );
        expect(counts).toEqual([
          undefined,
          { rows: 1, estimated: false },
          { rows: 1, estimated: false, examples: ["-9223372036854775808"] },
        ]);
      },
      kind,
    ));
});
