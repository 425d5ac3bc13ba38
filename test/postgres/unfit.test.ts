// What is made by hand and cannot be made again for another type: it is named beforehand, and the server refuses.
import { entity } from "../judges/entities";
import { there } from "../judges/cases";
import { toldAndRefused } from "./handmadeCases";

const ticket = (state: "text" | "enum") =>
  entity(
    "ticket",
    {
      title: { type: "varchar", length: 50 },
      state:
        state === "text"
          ? { type: "text" }
          : { type: "enum", enum: ["open", "shut"], enumName: "ticket_state" },
    },
    { indices: [{ name: "by_hand", columns: ["title"], synchronize: false }] },
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
