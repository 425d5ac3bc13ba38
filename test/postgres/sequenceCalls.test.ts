// Defaults that call the sequence of another column, while that is renamed, comes or goes.
import { there } from "../judges/cases";
import { decorated, entity } from "../judges/entities";
import { toldAndRefused } from "./handmadeCases";

const counter = (generated: boolean, tableName = "counter", schema?: string) =>
  entity(
    "counter",
    {
      id: {
        type: "integer",
        primary: true,
        ...(generated ? { generated: "increment" as const } : {}),
      },
    },
    { tableName, ...(schema === undefined ? {} : { schema }) },
  );
const identity = decorated("counter", {
  id: { generated: "identity", generatedIdentity: "BY DEFAULT" },
});
const user = (sequence?: string, name = "a_user") =>
  entity(name, {
    n: {
      type: "integer",
      nullable: true,
      ...(sequence === undefined
        ? {}
        : { default: () => `nextval('${sequence}'::regclass)` }),
    },
  });
const rows = { counter: [{ id: 1 }], a_user: [{ id: 1, n: 7 }] };

describe("a sequence that is renamed", () => {
  for (const [words, to, renames, sequence] of [
    [
      "with its table",
      counter(true, "other"),
      { counter: "other" },
      "other_id_seq",
    ],
    [
      "with its table, which goes to another schema",
      counter(true, "other", "crew"),
      { counter: "crew.other" },
      "crew.other_id_seq",
    ],
    [
      "by its schema only",
      counter(true, "counter", "crew"),
      { counter: "crew.counter" },
      "crew.counter_id_seq",
    ],
  ] as const) {
    const given = {
      groundwork: ["CREATE SCHEMA crew"],
      rows,
      answers: { renames },
      // TypeORM takes any column with such a default for one of its own counting.
      restless: true as const,
    };
    there(`${words} is called as before`, {
      ...given,
      from: [counter(true), user("counter_id_seq")],
      to: [to, user(sequence)],
    });
    there(`${words} is called by a column that called none`, {
      ...given,
      from: [counter(true), user()],
      to: [to, user(sequence)],
    });
    there(`${words} is called by a column that does so no more`, {
      ...given,
      from: [counter(true), user("counter_id_seq")],
      to: [to, user()],
    });
  }
});

// One name before and one after that of the table with the sequence.
for (const name of ["a_user", "z_user"]) {
  const given = {
    rows: { counter: rows.counter, [name]: rows.a_user },
    restless: true as const,
  };
  const on = "counter_id_seq";
  describe(`a sequence that ${name} calls`, () => {
    there("goes, and the default with it", {
      ...given,
      from: [counter(true), user(on, name)],
      to: [counter(false), user(undefined, name)],
    });
    there("comes, and the default with it", {
      ...given,
      from: [counter(false), user(undefined, name)],
      to: [counter(true), user(on, name)],
    });
    there("is made anew for an identity, and the default goes", {
      ...given,
      from: [counter(true), user(on, name)],
      to: [identity, user(undefined, name)],
    });
    there("is made anew for an identity, and the default comes", {
      ...given,
      from: [counter(true), user(undefined, name)],
      to: [identity, user(on, name)],
    });
    there("goes with its table, and the default with it", {
      ...given,
      from: [counter(true), user(on, name)],
      to: [user(undefined, name)],
      answers: { drops: ["counter"] },
    });
    there("goes with its table, and the other table with it", {
      ...given,
      from: [counter(true), user(on, name)],
      to: [],
      answers: { drops: ["counter", name] },
    });
  });
}

describe("a sequence that goes while something else calls it", () => {
  for (const [words, handmade, used] of [
    [
      "the default of a table that is not compared",
      "ALTER TABLE a_user ALTER n SET DEFAULT nextval('counter_id_seq')",
      /used by default "a_user.n"/,
    ],
    [
      "a view",
      "CREATE VIEW numbers AS SELECT nextval('counter_id_seq') AS n",
      /used by view "numbers"/,
    ],
    [
      "a function whose body the server keeps",
      "CREATE FUNCTION next() RETURNS bigint BEGIN ATOMIC SELECT nextval('counter_id_seq'); END",
      /used by function "next\(\)"/,
    ],
  ] as const) {
    const given = {
      handmade: [handmade],
      filter: { exclude: ["a_user"] },
    };
    toldAndRefused(`${words}, and the column stays`, used, "depends on", {
      ...given,
      from: [counter(true), user()],
      to: [counter(false), user()],
    });
    toldAndRefused(`${words}, and the table goes`, used, "depends on", {
      ...given,
      from: [counter(true), user()],
      to: [user()],
      answers: { drops: ["counter"] },
    });
  }
  toldAndRefused(
    "the default of a compared table that stays",
    /used by default "a_user.n"/,
    "depends on",
    {
      from: [counter(true), user("counter_id_seq")],
      to: [counter(false), user("counter_id_seq")],
    },
  );
  for (const [words, from, to] of [
    ["a serial becomes an identity", counter(true), identity],
    ["an identity becomes a serial", identity, counter(true)],
  ] as const)
    toldAndRefused(
      `the default of a compared table, and ${words}`,
      /used by default "a_user.n"/,
      /depends? on/,
      {
        from: [from, user("counter_id_seq")],
        to: [to, user("counter_id_seq")],
      },
    );
});
