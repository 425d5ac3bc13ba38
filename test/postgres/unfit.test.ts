// What is made by hand and cannot be made again for another type: it is named beforehand, and the server refuses.
import { entity } from "../judges/entities";
import { there } from "../judges/cases";
import { told, toldAndRefused } from "./handmadeCases";

const titled = { title: { type: "varchar", length: 50 } } as const;
const kept = {
  indices: [{ name: "by_hand", columns: ["title"], synchronize: false }],
};
const ticket = (state: "text" | "enum") =>
  entity(
    "ticket",
    {
      ...titled,
      state:
        state === "text"
          ? { type: "text" }
          : { type: "enum", enum: ["open", "shut"], enumName: "ticket_state" },
    },
    kept,
  );
const function_ =
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
const given = {
  from: [ticket("text")],
  to: [ticket("enum")],
  rows: { ticket: [{ id: 1, title: "a", state: "open" }] },
};

describe("a text that becomes an enum", () => {
  for (const [words, named, handmade] of [
    [
      "under a policy",
      'policy "own on ticket"',
      ["CREATE POLICY own ON ticket USING (state = 'open')"],
    ],
    [
      "under a trigger",
      'trigger "shutting on ticket"',
      [
        function_,
        "CREATE TRIGGER shutting AFTER UPDATE ON ticket FOR EACH ROW WHEN (NEW.state = 'shut') EXECUTE FUNCTION noop()",
      ],
    ],
    [
      "under a rule",
      'rule "still on ticket"',
      [
        "CREATE RULE still AS ON DELETE TO ticket WHERE OLD.state = 'open' DO INSTEAD NOTHING",
      ],
    ],
    [
      "under a partial index",
      'index "by_hand on ticket"',
      ["CREATE UNIQUE INDEX by_hand ON ticket (title) WHERE state = 'open'"],
    ],
    [
      "under a view",
      'view "open_tickets"',
      [
        "CREATE VIEW open_tickets AS SELECT title FROM ticket WHERE state = 'open'",
      ],
    ],
    [
      "under a view on a view",
      'view "second"',
      [
        "CREATE VIEW first AS SELECT title, state FROM ticket",
        "CREATE VIEW second AS SELECT title FROM first WHERE state = 'open'",
      ],
    ],
  ] as const)
    toldAndRefused(
      words,
      new RegExp(`fails: used by.* ${named}`),
      /operator does not exist|cannot alter type/,
      { ...given, handmade },
    );

  told(
    "under a policy, with a search path that looks for temporary tables last",
    "IN_THE_WAY",
    /fails: used by policy "own on ticket"/,
    {
      ...given,
      options: { extra: { options: "-c search_path=public,pg_temp" } },
      handmade: ["CREATE POLICY own ON ticket USING (state = 'open')"],
    },
  );

  toldAndRefused(
    "that is left behind, under a view that names it",
    /fails: used by.* view "open_tickets"/,
    /does not exist/,
    {
      from: given.to,
      to: [entity("ticket", { ...titled, state: { type: "varchar" } }, kept)],
      handmade: [
        "CREATE VIEW open_tickets AS SELECT title FROM ticket WHERE state = 'open'",
      ],
    },
  );

  const fitting = [
    function_,
    "CREATE POLICY own ON ticket USING (state::varchar <> title)",
    "CREATE TRIGGER shutting AFTER UPDATE OF state ON ticket FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION noop()",
    "CREATE INDEX by_hand ON ticket (title) WHERE state IS NOT NULL",
    "CREATE VIEW titles AS SELECT title, state FROM ticket",
  ];
  there("goes on under what does not mind", {
    ...given,
    handmade: fitting,
    handmadeAfter: fitting,
  });
});

describe("a number that becomes a text", () => {
  const counter = (type: "integer" | "varchar") =>
    entity("counter", { count: { type }, other: { type: "integer" } });
  for (const [words, named, handmade] of [
    [
      "under statistics of an expression",
      'statistics "grown on counter"',
      ["CREATE STATISTICS grown ON (count + 1), other FROM counter"],
    ],
    [
      "under a view that adds up",
      'view "total"',
      ["CREATE VIEW total AS SELECT sum(count) FROM counter"],
    ],
  ] as const)
    toldAndRefused(
      words,
      new RegExp(`fails: used by.* ${named}`),
      /does not exist/,
      { from: [counter("integer")], to: [counter("varchar")], handmade },
    );
});

describe("a label that goes", () => {
  const person = (labels: readonly string[]) =>
    entity("person", { state: { type: "enum", enum: [...labels] } });
  for (const kind of ["VIEW", "MATERIALIZED VIEW"])
    toldAndRefused(
      `under a ${kind.toLowerCase()} that names it`,
      /fails: used by view "shut"/,
      /invalid input value for enum/,
      {
        from: [person(["in", "out"])],
        to: [person(["in"])],
        answers: { enumValues: { person_state_enum: { out: "in" } } },
        handmade: [
          `CREATE ${kind} shut AS SELECT id FROM person WHERE state = 'out'`,
        ],
      },
    );
});

there("goes on beside a column of an extension that comes in the same file", {
  from: [entity("note", { count: { type: "integer" } })],
  to: [
    entity("note", {
      count: { type: "bigint" },
      text: { type: "citext", nullable: true },
    }),
  ],
  handmade: ["CREATE POLICY own ON note USING (count > 0)"],
  handmadeAfter: ["CREATE POLICY own ON note USING (count > 0)"],
});
