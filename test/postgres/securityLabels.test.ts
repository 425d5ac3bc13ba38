// Security labels of what is made anew are asked for again. No provider is there to give them, so the server's refusal says what it was asked for.
import { refused, refusedBack } from "../judges/cases";
import { entity } from "../judges/entities";

const box = (volume: string, length = 50) =>
  entity("box", {
    name: { type: "varchar", length },
    height: { type: "integer" },
    volume: {
      type: "integer",
      nullable: true,
      generatedType: "STORED",
      asExpression: volume,
    },
  });
const other = entity("other", {});

/** As a provider has left it: `SECURITY LABEL` itself works only while one is loaded. */
const label = (relation: string, column?: string): string =>
  `INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
   SELECT c.oid, 'pg_class'::regclass, ${
     column === undefined
       ? "0"
       : `(SELECT attnum FROM pg_attribute WHERE attrelid = c.oid AND attname = '${column}')`
   }, 'keeper of ${relation}', 'it''s secret' FROM pg_class c WHERE c.oid = '${relation}'::regclass`;
const isAsked = (relation: string): string =>
  `security label provider "keeper of ${relation}" is not loaded`;

refused("of a column that is made anew", isAsked("box"), {
  from: [box("height * 2")],
  to: [box("height::bigint * 2")],
  handmade: [label("box", "volume")],
});

for (const [words, kind, column] of [
  ["a view", "VIEW", undefined],
  ["a column of a view", "VIEW", "name"],
  ["a materialized view", "MATERIALIZED VIEW", undefined],
] as const)
  refused(`of ${words} that steps aside`, isAsked("names"), {
    from: [box("height * 2")],
    to: [box("height * 2", 60)],
    handmade: [
      `CREATE ${kind} names AS SELECT name FROM box`,
      label("names", column),
    ],
  });

for (const [words, column] of [
  ["a table", undefined],
  ["a column of a table", "name"],
] as const)
  refusedBack(`of ${words} that comes back`, isAsked("box"), [], {
    from: [box("height * 2"), other],
    to: [other],
    answers: { drops: ["box"] },
    handmade: [label("box", column)],
  });
