// Any two types between which the server has a cast for a value, there and back: what the cast gives is what the rows get.
import type { ColumnType } from "typeorm";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { walk } from "../judges/walk";
import { testServer } from "../servers";

/** By type, a value that many others can hold as well. */
const samples: readonly (readonly [type: ColumnType, value: string])[] = [
  ["smallint", "1"],
  ["integer", "1"],
  ["bigint", "1"],
  ["numeric", "1"],
  ["real", "1"],
  ["double precision", "1"],
  ["money", "1"],
  ["boolean", "true"],
  ["text", "1"],
  ["varchar", "2024-05-06"],
  ["bytea", "1"],
  ["bit", "1"],
  ["varbit", "1"],
  ["uuid", "7f6c1b9e-7a55-4b4e-9d8e-0c8f1c1f0001"],
  ["date", "2024-05-06"],
  ["time", "07:08:09"],
  ["timetz", "07:08:09+00"],
  ["timestamp", "2024-05-06 00:00:00"],
  ["timestamptz", "2024-05-06 00:00:00+00"],
  ["interval", "07:08:09"],
  ["json", "1"],
  ["jsonb", "1"],
  ["jsonpath", "$"],
  ["xml", "<a/>"],
  ["point", "(0,0)"],
  ["lseg", "[(0,0),(1,1)]"],
  ["box", "(1,1),(0,0)"],
  ["path", "((0,0),(1,1),(1,0))"],
  ["polygon", "((0,0),(1,1),(1,0))"],
  ["circle", "<(0,0),1>"],
  ["inet", "10.0.0.1"],
  ["cidr", "10.0.0.1/32"],
  ["macaddr", "08:00:2b:01:02:03"],
  ["macaddr8", "08:00:2b:ff:fe:01:02:03"],
  ["tsvector", "'a'"],
  ["tsquery", "'a'"],
  ["int4range", "[1,5)"],
  ["int4multirange", "{[1,5)}"],
  ["daterange", "[2024-05-06,2024-05-07)"],
  ["datemultirange", "{[2024-05-06,2024-05-07)}"],
];

interface Cast {
  readonly to: ColumnType;
  readonly there: unknown;
  readonly back: unknown;
}

/** The types that the server casts this value to, and what it makes of it there and back. */
async function castsOf(
  url: string,
  from: ColumnType,
  value: string,
): Promise<readonly Cast[]> {
  return withSource(dataSourceOf(url, []), async (source) => {
    const casts: Cast[] = [];
    for (const [to] of samples) {
      if (to === from) continue;
      const quoted = value.replaceAll("'", "''");
      const cast = `'${quoted}'::${String(from)}::${String(to)}`;
      const rows = await source
        .query<{ there: unknown; back: unknown }[]>(
          `SELECT ${cast} AS "there", (${cast})::${String(from)} AS "back"`,
        )
        .catch(() => []);
      for (const row of rows) casts.push({ to, ...row });
    }
    return casts;
  });
}

const table = (casts: readonly Cast[], type: (cast: Cast) => ColumnType) => [
  entity(
    "thing",
    Object.fromEntries(
      casts.map((cast, position) => [
        `c${position}`,
        { type: type(cast), nullable: true },
      ]),
    ),
  ),
];

const row = (casts: readonly Cast[], value: (cast: Cast) => unknown) => ({
  id: 1,
  ...Object.fromEntries(
    casts.map((cast, position) => [`c${position}`, value(cast)]),
  ),
});

it.each(samples)("%s becomes what it can become", async (from, value) => {
  const server = await testServer("postgres");
  const casts = await castsOf(server.url, from, value);
  expect(casts.length).toBeGreaterThan(0);
  const quoted = `'${value.replaceAll("'", "''")}'`;
  await walk(server, {
    from: table(casts, () => from),
    to: table(casts, ({ to }) => to),
    handmade: [
      `INSERT INTO thing VALUES (1, ${casts.map(() => quoted).join(", ")})`,
      "INSERT INTO thing VALUES (2)",
    ],
    handmadeAfter: [],
    upgraded: { "public.thing": [row(casts, ({ there }) => there), { id: 2 }] },
    downgraded: { "public.thing": [row(casts, ({ back }) => back), { id: 2 }] },
  });
});
