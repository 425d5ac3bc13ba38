// One pair of entity sets, with rows that both can hold, walks past the judges.
import { walk } from "../judges/walk";
import { testServer } from "../servers";
import { answersTo } from "./answers";
import { entitiesOf } from "./entities";
import type { Pair } from "./mutations";
import { asMysql } from "./mysql";
import { rowsFor } from "./rows";

/** The same on MySQL and MariaDB, as far as they have what the pair is made of. */
export async function walkMysqlPair(
  kind: "mysql" | "mariadb",
  pair: Pair,
): Promise<void> {
  const [from, to] = [asMysql(pair.from), asMysql(pair.to)];
  await walk(await testServer(kind), {
    from: entitiesOf(from, "`"),
    to: entitiesOf(to, "`"),
    rows: rowsFor(from, to),
    answered: answersTo(to),
    mayBeAlike: true,
    essence,
  });
}

export async function walkPair({ from, to }: Pair): Promise<void> {
  await walk(await testServer("postgres"), {
    from: entitiesOf(from),
    to: entitiesOf(to),
    rows: rowsFor(from, to),
    answered: answersTo(to),
    mayBeAlike: true,
    restless: true,
    groundwork: ['CREATE SCHEMA "Other schema"'],
    essence,
  });
}

/** What a value says whatever its type: 1 is `1`, "1" and "1.00". */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  const text = typeof value === "string" ? value.trim() : "";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : value;
}
