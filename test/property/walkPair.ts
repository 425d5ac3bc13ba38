// One pair of entity sets, with rows that both can hold, walks past the judges.
import { getMetadataArgsStorage } from "typeorm";
import { walk } from "../judges/walk";
import type { Rows } from "../judges/database";
import type { Row } from "../judges/entities";
import { testServer } from "../servers";
import { answersTo } from "./answers";
import { entitiesOf } from "./entities";
import type { SetModel } from "./model";
import type { Pair } from "./mutations";
import { asMysql } from "./mysql";
import { rowsFor } from "./rows";

/** The same on MySQL and MariaDB, as far as they have what the pair is made of. */
export async function walkMysqlPair(
  kind: "mysql" | "mariadb",
  pair: Pair,
): Promise<void> {
  const [from, to] = [asMysql(pair.from), asMysql(pair.to)];
  const forget = rememberedClasses();
  try {
    await walk(await testServer(kind), {
      from: entitiesOf(from, "`"),
      to: entitiesOf(to, "`"),
      rows: rowsFor(from, to),
      answered: answersTo(to),
      mayBeAlike: true,
      essence,
      renamed: renamedTo(to),
    });
  } finally {
    forget();
  }
}

export async function walkPair({ from, to }: Pair): Promise<void> {
  const forget = rememberedClasses();
  try {
    await walk(await testServer("postgres"), {
      from: entitiesOf(from),
      to: entitiesOf(to),
      rows: rowsFor(from, to),
      answered: answersTo(to),
      mayBeAlike: true,
      restless: true,
      groundwork: [
        'CREATE SCHEMA "Other schema"',
        // TypeORM makes it where there are exclusions.
        "CREATE EXTENSION btree_gist",
      ],
      essence,
      renamed: renamedTo(to),
    });
  } finally {
    forget();
  }
}

/** TypeORM keeps what decorators say for ever, and goes through all of it for each class. */
function rememberedClasses(): () => void {
  const lists = Object.values(getMetadataArgsStorage()).filter(
    (list): list is unknown[] => Array.isArray(list),
  );
  const lengths = lists.map((list) => list.length);
  return () => {
    for (const [position, list] of lists.entries())
      list.length = Math.min(list.length, lengths[position] ?? 0);
  };
}

/** Rows from before, under the names that tables and columns have after. */
function renamedTo({ tables }: SetModel): (rows: Rows) => Rows {
  return (rows) =>
    Object.fromEntries(
      Object.entries(rows).map(([key, items]) => {
        const table = tables.find(({ schema = "public", name, was }) =>
          [name, was].some((one) => key === `${schema}.${one ?? ""}`),
        );
        if (table === undefined) return [key, items];
        const names = new Map(
          table.columns.flatMap(({ name, was }) =>
            was === undefined ? [] : [[was, name] as const],
          ),
        );
        return [
          `${table.schema ?? "public"}.${table.name}`,
          items.map((row): Row =>
            Object.fromEntries(
              Object.entries(row).map(([name, value]) => [
                names.get(name) ?? name,
                value,
              ]),
            ),
          ),
        ];
      }),
    );
}

/** What a value says whatever its type: 1 is `1`, "1" and "1.00". */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  const text = typeof value === "string" ? value.trim() : "";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : value;
}
