// Settings of a session under which answers are cut, printed otherwise or refused: they step aside for the length of a call.
import { DatabaseError } from "../../schema/errors";
import type { Database, Purpose } from "../dialect";
import { literal } from "./quote";
import type { Numeric, Variant } from "./variant";
import { plainModes } from "./sqlMode";

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

/** What of a session is in the way on one of the servers only. */
export interface OwnSettings {
  readonly settings: readonly Setting[];
  /** The setting by which it only reads. */
  readonly readOnly: string;
  /** SQL that no other server reads ("Comments" in the manuals). */
  readonly only: (sql: string) => string;
}

export interface Session {
  readonly isMariadb: boolean;
  readonly modes: readonly string[];
  /** Names of settings that are in the way. */
  readonly unusual: ReadonlySet<string>;
}

type SessionRow = Readonly<Record<string, Numeric>> & {
  readonly version: string;
  readonly modes: string;
};

/** Which server it is, by what it says of itself, and how this session is set. One query, which either server reads. */
export async function readSession(
  database: Database,
  own: readonly OwnSettings[],
): Promise<Session> {
  const asked = ({ name, isUsual }: Setting): string =>
    `${isUsual} AS \`${name}\`, `;
  const [row] = await database.query<SessionRow>(
    [
      "SELECT",
      ...settings.map(asked),
      ...own.map((one) => one.only(allOf(one).map(asked).join(""))),
      "VERSION() AS `version`, @@SESSION.sql_mode AS `modes`",
      // A limit that is written goes before that of the session.
      "LIMIT 1",
    ].join(" "),
  );
  const { version = "", modes = "", ...usual } = row ?? {};
  return {
    isMariadb: /mariadb/i.test(version),
    modes: modes.split(","),
    unusual: new Set(
      Object.entries(usual).flatMap(([name, value]) =>
        Number(value) === 1 ? [] : [name],
      ),
    ),
  };
}

const allOf = ({ settings: own, readOnly }: OwnSettings): Setting[] => [
  ...own,
  // Temporary tables are written to.
  {
    name: readOnly,
    isUsual: `NOT @@SESSION.${readOnly}`,
    instead: "0",
  },
];

/**
 * Sets aside what is in the way, and gives what puts it back. Migrations run under the application's `sql_mode`: others than ours were written for that.
 * @throws DatabaseError where something is to be migrated in a session that only reads.
 */
export async function settled(
  database: Database,
  purpose: Purpose,
  { modes, unusual }: Session,
  { session, shorthandModes }: Variant,
): Promise<() => Promise<void>> {
  const { readOnly } = session;
  if (purpose === "migrate" && unusual.has(readOnly))
    throw new DatabaseError(
      `This session only reads (${readOnly} is on), so nothing can be migrated in it. Leave the setting out of the connection that migrates.`,
    );
  const plain =
    purpose === "read" ? plainModes(modes, shorthandModes) : undefined;
  const changed = [
    ...[...settings, ...allOf(session)].filter(({ name }) => unusual.has(name)),
    ...(plain === undefined
      ? []
      : [{ name: "sql_mode", instead: literal(plain.join(",")) }]),
  ];
  if (changed.length === 0) return () => Promise.resolve();
  await database.query(aside(changed));
  return async () => {
    await database.query(back(changed));
  };
}

type Changed = Pick<Setting, "name" | "instead">;

const before = ({ name }: Changed): string => `@typeorm_autogenerate_${name}`;

const aside = (changed: readonly Changed[]): string =>
  `SET ${[
    ...changed.map(
      (setting) => `${before(setting)} = @@SESSION.${setting.name}`,
    ),
    ...changed.map(({ name, instead }) => `SESSION ${name} = ${instead}`),
  ].join(", ")}`;

const back = (changed: readonly Changed[]): string =>
  `SET ${changed
    .map((setting) => `SESSION ${setting.name} = ${before(setting)}`)
    .join(", ")}`;
