// Settings of a session under which answers are cut, printed otherwise or refused: they step aside for the length of a call.
import { DatabaseError } from "../../schema/errors";
import type { Database, Purpose } from "../dialect";
import { refusalOf } from "./understood";
import type { Numeric, Variant } from "./variant";

/** A setting that is in the way, unless it is as the condition says. */
export interface Setting {
  readonly name: string;
  /** An SQL condition. */
  readonly isUsual: string;
  /** What it is instead, as SQL. */
  readonly instead: string;
}

/** None of these needs a privilege. */
const settings: readonly Setting[] = [
  {
    name: "sql_select_limit",
    isUsual: "@@SESSION.sql_select_limit = 18446744073709551615",
    instead: "18446744073709551615",
  },
  {
    name: "sql_safe_updates",
    isUsual: "NOT @@SESSION.sql_safe_updates",
    instead: "0",
  },
  // Without it, `max_join_size` means nothing.
  {
    name: "sql_big_selects",
    isUsual: "@@SESSION.sql_big_selects",
    instead: "1",
  },
  {
    name: "sql_quote_show_create",
    isUsual: "@@SESSION.sql_quote_show_create",
    instead: "1",
  },
  {
    name: "sql_auto_is_null",
    isUsual: "NOT @@SESSION.sql_auto_is_null",
    instead: "0",
  },
];

/**
 * One query where nothing is unusual. Gives what puts back what was there.
 * @throws DatabaseError where something is to be migrated in a session that only reads.
 */
export async function settled(
  database: Database,
  purpose: Purpose,
  variant: Variant,
): Promise<() => Promise<void>> {
  const { readOnly } = variant.session;
  const all = [...settings, ...variant.session.settings, onlyReading(readOnly)];
  const unusual = await unusualAmong(database, all);
  if (purpose === "migrate" && unusual.some(({ name }) => name === readOnly))
    throw new DatabaseError(
      `This session only reads (${readOnly} is on), so nothing can be migrated in it. Leave the setting out of the connection that migrates.`,
    );
  if (unusual.length === 0) return () => Promise.resolve();
  await database.query(aside(unusual));
  return async () => {
    await database.query(back(unusual));
  };
}

/** Temporary tables are written to. */
const onlyReading = (name: string): Setting => ({
  name,
  isUsual: `NOT @@SESSION.${name}`,
  instead: "0",
});

/** None where the server turns out to be another: who asks next says so. */
async function unusualAmong(
  database: Database,
  all: readonly Setting[],
): Promise<readonly Setting[]> {
  const conditions = all.map(
    ({ name, isUsual }) => `${isUsual} AS \`${name}\``,
  );
  try {
    const [row] = await database.query<Readonly<Record<string, Numeric>>>(
      // A limit that is written goes before that of the session.
      `SELECT ${conditions.join(", ")} LIMIT 1`,
    );
    return all.filter(({ name }) => Number(row?.[name]) !== 1);
  } catch (error) {
    // ER_UNKNOWN_SYSTEM_VARIABLE
    if (refusalOf(error).code === 1193) return [];
    throw error;
  }
}

const before = ({ name }: Setting): string => `@typeorm_autogenerate_${name}`;

const aside = (unusual: readonly Setting[]): string =>
  `SET ${[
    ...unusual.map(
      (setting) => `${before(setting)} = @@SESSION.${setting.name}`,
    ),
    ...unusual.map(({ name, instead }) => `SESSION ${name} = ${instead}`),
  ].join(", ")}`;

const back = (unusual: readonly Setting[]): string =>
  `SET ${unusual
    .map((setting) => `SESSION ${setting.name} = ${before(setting)}`)
    .join(", ")}`;
