// Checks, which TypeORM leaves out on these servers, and generated columns.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Rest = Parameters<typeof entity>[2];
const thing = (rest: Rest = {}, columns: Parameters<typeof entity>[1] = {}) => [
  entity(
    "thing",
    {
      id: { type: "int", primary: true },
      a: { type: "int" },
      n: { type: "varchar" },
      ...columns,
    },
    rest,
  ),
];
const check = (expression: string, name = "ck") => ({
  checks: [{ name, expression }],
});
const rows = { thing: [{ id: 1, a: 5, n: "x" }] };

onBoth(({ both, there, refused }) => {
  both(
    "a check comes and goes",
    [thing(), thing(check("a > 0 and n <> 'it''s'"))],
    {
      rows,
      mayBeAlike: true,
    },
    {
      handmade: [
        "ALTER TABLE thing ADD CONSTRAINT ck CHECK (a > 0 and n <> 'it''s')",
      ],
    },
  );
  there("a check is edited", {
    from: thing(),
    to: thing(check("a > 1")),
    handmade: ["ALTER TABLE thing ADD CONSTRAINT ck CHECK (a > 0)"],
    rows,
  });
  there("a check is renamed", {
    from: thing(),
    to: thing(check("a > 0", "other")),
    handmade: ["ALTER TABLE thing ADD CONSTRAINT ck CHECK (a > 0)"],
    rows,
  });
  refused("a check that rows break", /ck/, {
    from: thing(),
    to: thing(check("a > 100")),
    rows,
  });
  const generated = (
    asExpression: string,
    generatedType: "VIRTUAL" | "STORED",
  ) =>
    thing(
      {},
      { g: { type: "int", asExpression, generatedType, nullable: true } },
    );
  const plain = thing({}, { g: { type: "int", nullable: true } });
  for (const kind of ["VIRTUAL", "STORED"] as const) {
    both(
      `a ${kind} column comes and goes`,
      [thing(), generated("a + 1", kind)],
      { rows },
    );
    both(
      `a ${kind} column's expression changes`,
      [generated("a + 1", kind), generated("`a` * 2", kind)],
      { rows, essence: () => 0 },
    );
    both(
      `a ${kind} column becomes plain`,
      [generated("a + 1", kind), plain],
      { rows },
      {
        essence: (value) => (value === null ? 6 : value),
        rows: { thing: [{ id: 1, a: 5, n: "x", g: 6 }] },
      },
    );
  }
  both(
    "a VIRTUAL column becomes STORED",
    [generated("a + 1", "VIRTUAL"), generated("a + 1", "STORED")],
    { rows },
  );
});
