// What cannot be put back where a column or a view is made anew is named beforehand, and comes back on the way down where it can.
import { there } from "../judges/cases";
import { entity, view } from "../judges/entities";
import { told } from "./handmadeCases";

const person = entity("person", { name: { type: "varchar", nullable: true } });
const people = (materialized: boolean) =>
  view("people", ["name"], {
    materialized,
    expression: "SELECT name FROM person",
  });

for (const [words, before, handmade, kept, message] of [
  [
    "a view that becomes materialized",
    false,
    [
      "CREATE RULE kept AS ON INSERT TO people DO INSTEAD NOTHING",
      "ALTER VIEW people ALTER name SET DEFAULT 'x'",
      "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "CREATE TRIGGER put INSTEAD OF DELETE ON people FOR EACH ROW EXECUTE FUNCTION noop()",
    ],
    ["COMMENT ON VIEW people IS 'all of them'"],
    /takes default "name" and trigger "put" and rule "kept" along, which come back/,
  ],
  [
    "a materialized view that becomes a plain one",
    true,
    [
      "CREATE STATISTICS both_of_them ON name, (upper(name)) FROM people",
      "ALTER MATERIALIZED VIEW people ALTER name SET STATISTICS 5",
    ],
    ["COMMENT ON MATERIALIZED VIEW people IS 'all of them'"],
    /takes settings "name" and statistics "both_of_them" along, which come back/,
  ],
] as const) {
  const given = {
    from: [person, people(before)],
    to: [person, people(!before)],
    handmade: [
      ...handmade,
      ...kept,
      "GRANT SELECT ON people TO pg_monitor",
      "GRANT SELECT (name) ON people TO pg_read_all_settings",
    ],
  };
  told(words, "GOES_ALONG", message, given);
  there(`${words} has it back on the way down`, {
    ...given,
    notAsSynchronized: true,
  });
}

describe("what is set by hand on columns", () => {
  const given = {
    from: [person, entity("other", {})],
    handmade: [
      "GRANT SELECT (name) ON person TO pg_monitor",
      "ALTER TABLE person ALTER name SET STATISTICS 5",
      "ALTER TABLE person ALTER name SET STORAGE EXTERNAL",
    ],
    handmadeAfter: [],
  };
  for (const [words, to, drops] of [
    [
      "goes with a column",
      [entity("person", {}), entity("other", {})],
      "person.name",
    ],
    ["goes with a table", [entity("other", {})], "person"],
  ] as const) {
    const dropped = { ...given, to, answers: { drops: [drops] } };
    told(
      words,
      "GOES_ALONG",
      /^takes settings "person.name" and grants "pg_monitor on person.name" along, which come back on the way down$/,
      dropped,
    );
    there(`${words}, and comes back on the way down`, dropped);
  }
});

const thing = (
  length: number,
  source: string,
  own: string,
  tableName = "thing",
) =>
  entity(
    "thing",
    {
      [source]: { type: "varchar", length },
      [own]: {
        type: "varchar",
        nullable: true,
        generatedType: "STORED",
        asExpression: `upper(${source})`,
      },
    },
    {
      tableName,
      indices: [{ columns: [own], name: "by_hand", synchronize: false }],
    },
  );

describe("an index that speaks of the whole row, on a generated column that is made anew beside a rename", () => {
  for (const [words, to, renames] of [
    ["of what it reads", thing(60, "title", "loud"), { "thing.name": "title" }],
    ["of itself", thing(60, "name", "louder"), { "thing.loud": "louder" }],
    ["of its table", thing(60, "name", "loud", "other"), { thing: "other" }],
  ] as const)
    told(
      words,
      "GOES_ALONG",
      /^takes index "by_hand on (thing|other)" along$/,
      {
        from: [thing(50, "name", "loud")],
        to: [to],
        answers: { renames },
        handmade: [
          "CREATE STATISTICS both_of_them ON id, loud FROM thing",
          "CREATE INDEX by_hand ON thing (loud, (thing IS DISTINCT FROM NULL))",
        ],
      },
    );
});
