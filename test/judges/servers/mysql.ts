// MySQL and MariaDB, as their judges see them: SHOW CREATE says everything about a table.
import type { Row } from "../entities";
import type { Judge, Query } from "./judge";

const mysqlFamily = (type: "mysql" | "mariadb"): Judge => ({
  type,
  groundwork: [],
  createSchema: (name) => `CREATE DATABASE IF NOT EXISTS ${quoted(name)}`,
  emptying: async (query) => {
    const objects = await namesOf(query);
    return [
      "SET FOREIGN_KEY_CHECKS = 0",
      ...objects.map(
        ({ name, kind }) => `DROP ${kind} IF EXISTS ${quoted(name)}`,
      ),
      "SET FOREIGN_KEY_CHECKS = 1",
    ];
  },
  schemaOf: async (_url, query) => {
    const texts: string[] = [];
    for (const { name, kind } of await namesOf(query)) {
      if (own.has(name)) continue;
      const [row] = await query<Row>(`SHOW CREATE ${kind} ${quoted(name)}`);
      texts.push(
        String(row?.["Create Table"] ?? row?.["Create View"]).replace(
          / AUTO_INCREMENT=\d+/,
          "",
        ),
      );
    }
    const triggers = await query<{ Trigger: string; Statement: string }>(
      "SHOW TRIGGERS",
    );
    return [
      ...texts,
      ...triggers.map((row) => `${row.Trigger}: ${row.Statement}`),
    ].join("\n\n");
  },
  rowsOf: async (query) => {
    const tables = (await namesOf(query)).filter(
      ({ name, kind }) => kind === "TABLE" && !own.has(name),
    );
    const entries: (readonly [string, Row[]])[] = [];
    for (const { name } of tables)
      entries.push([
        name,
        await query<Row>(`SELECT * FROM ${quoted(name)} ORDER BY 1`),
      ]);
    return Object.fromEntries(entries);
  },
  recordOf: async (query) => {
    const tables = await namesOf(query);
    return tables.some(({ name }) => name === "typeorm_metadata")
      ? query<Row>(
          "SELECT `type`, `schema` = DATABASE() AS `here`, `table`, `name`, `value` FROM typeorm_metadata ORDER BY 1, 3, 4",
        )
      : [];
  },
  withoutColumnOrder: (text) =>
    text
      .split("\n\n")
      .map((table) => {
        const [first = "", ...lines] = table.split("\n");
        return [
          first,
          ...lines.map((line) => line.replace(/,$/, "")).sort(),
        ].join("\n");
      })
      .sort()
      .join("\n\n"),
  // A column can come back anywhere, an index or a key only behind the others.
  asRestored: (text) =>
    text
      .split("\n\n")
      .map((table) => {
        const lines = table.split("\n").map((line) => line.replace(/,$/, ""));
        const isColumn = (line: string): boolean => line.startsWith("  `");
        return [
          ...lines.filter(isColumn),
          ...lines.filter((line) => !isColumn(line)).sort(),
        ].join("\n");
      })
      .join("\n\n"),
  // TypeORM makes no checks here.
  asSynchronized: (text) =>
    text
      .split("\n")
      .filter((line) => !/^ {2}CONSTRAINT `[^`]*` CHECK /.test(line))
      .join("\n"),
  restless: true,
});

export const mysql = mysqlFamily("mysql");
export const mariadb = mysqlFamily("mariadb");

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const own: ReadonlySet<string> = new Set([
  "migrations",
  "migrations_progress",
  "typeorm_metadata",
]);

async function namesOf(
  query: Query,
): Promise<{ name: string; kind: "TABLE" | "VIEW" }[]> {
  const rows = await query<{ name: string; type: string }>(
    "SELECT TABLE_NAME AS `name`, TABLE_TYPE AS `type` FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME",
  );
  return rows.map(({ name, type }) => ({
    name,
    kind: type === "VIEW" ? "VIEW" : "TABLE",
  }));
}
