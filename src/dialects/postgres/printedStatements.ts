// Statements as the server prints them for what it has: SQL expressions of text, NULL where there is nothing to say.

export const comment = (
  what: string,
  classid: string,
  object: string,
): string =>
  `(SELECT format('COMMENT ON ${what} IS %L', o.description) FROM pg_description o
             WHERE o.classoid = '${classid}'::regclass AND o.objoid = ${object} AND o.objsubid = 0)`;

export const list = (...items: readonly string[]): string =>
  `array_remove(ARRAY[${items.join(",\n           ")}]::text[], NULL)`;

export const owner = (what: string, oid: string): string =>
  `CASE WHEN ${oid} <> (SELECT oid FROM pg_roles WHERE rolname = current_user) THEN format(${what}, pg_get_userbyid(${oid})) END`;
