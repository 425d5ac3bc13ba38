// Servers on which upper and lower case of table names are one, as on macOS: their catalogs do not agree on the case. No such server runs where tests do.
import { mysql } from "../../src/dialects/mysql";
import type { Database, Scope } from "../../src/dialects/dialect";

const scope: Scope = {
  schemas: [undefined],
  includes: () => true,
  includesView: () => true,
  maps: () => true,
  drops: () => false,
  includesIndex: () => true,
  takesOver: () => false,
  isElsewhere: () => false,
  spelled: ({ name }) =>
    name.toLowerCase() === "bigtable" ? { name: "BigTable" } : { name },
};

/** What `lower_case_table_names` says, and the table's name in the catalog of tables. */
const catalogs = (lowerCase: number, name: string): Database => ({
  query: (sql) => {
    const [, view = ""] = /FROM information_schema\.(\w+)/.exec(sql) ?? [];
    const rows = found(lowerCase, name)[view] ?? [];
    return Promise.resolve(rows as never);
  },
});

const found = (
  lowerCase: number,
  name: string,
): Readonly<Record<string, readonly object[]>> => ({
  SCHEMATA: [
    { version: "8.0.36", defaultSchema: "Shop", lowerCase, schema: "shop" },
  ],
  TABLES: [
    {
      schema: "shop",
      name,
      type: "BASE TABLE",
      engine: "InnoDB",
      collation: "utf8mb4_0900_ai_ci",
      comment: "",
      options: "",
    },
  ],
  COLUMNS: [
    {
      schema: "Shop",
      table: "bigtable",
      name: "Id",
      type: "int",
      nullable: "NO",
      default: null,
      extra: "",
      expression: "",
      collation: null,
      comment: "",
      srid: null,
      position: 1,
    },
  ],
});

for (const [lowerCase, name] of [
  [1, "bigtable"],
  [2, "BigTable"],
] as const)
  it(`finds a table under the name that its entity has, with ${lowerCase}`, async () => {
    const { schema } = await mysql.introspect(catalogs(lowerCase, name), scope);
    expect(schema.tables).toMatchObject([
      { name: "BigTable", columns: [{ name: "Id" }] },
    ]);
    expect(schema.tables[0]?.schema).toBeUndefined();
  });
