// Counting rows that a change concerns: no value that is there keeps it from being done.
import { mariadb } from "../../src/dialects/mariadb";
import { mysql } from "../../src/dialects/mysql";
import { autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;

onBoth((_, kind) => {
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
