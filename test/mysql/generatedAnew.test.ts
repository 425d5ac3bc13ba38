// Generated columns that get another definition: the values that they had count for nothing.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";
import { saidOn } from "../judges/said";

const thing = (g: EntitySchemaColumnOptions) => [
  entity("thing", {
    id: { type: "int", primary: true },
    a: { type: "int" },
    g: { nullable: true, ...g },
  }),
];
const made = (
  asExpression: string,
  type: "int" | "tinyint" | "bigint" | "point" = "int",
): EntitySchemaColumnOptions => ({
  type,
  asExpression,
  generatedType: "STORED",
});
const rows = { thing: [{ id: 1, a: 1000 }] };
const anew = "fails where the expression gives what the column does not take";

onBoth(({ both, there, refused }, kind) => {
  const said = saidOn(kind);
  both(
    "another type and another expression",
    [thing(made("a")), thing(made("a % 10", "tinyint"))],
    { rows, upgraded: { thing: [{ g: 0 }] } },
    { rows, upgraded: { thing: [{ g: 1000 }] } },
  );
  both(
    "a type to which the old one has no way",
    [thing(made("a")), thing(made("POINT(a, a)", "point"))],
    { rows, upgraded: { thing: [{ a: 1000 }] } },
  );
  there("a plain text becomes a number that is generated", {
    from: thing({ type: "varchar" }),
    to: thing(made("a % 10", "tinyint")),
    rows: { thing: [{ id: 1, a: 1000, g: "x" }] },
    upgraded: { thing: [{ g: 0 }] },
    downgraded: { thing: [{ g: "0" }] },
  });
  refused("one that does not take what its expression gives", /Out of range/, {
    from: thing(made("a % 10")),
    to: thing(made("a", "tinyint")),
    rows,
  });
  said(
    "another expression may give what does not fit",
    [["DOES_NOT_FIT", anew]],
    {
      from: thing(made("a")),
      to: thing(made("a % 10", "tinyint")),
      rows,
    },
  );
  said(
    "values of the same expression are counted",
    [["DOES_NOT_FIT", `${anew}: 1 row in this database`]],
    { from: thing(made("a")), to: thing(made("a", "tinyint")), rows },
  );
  said("a wider type takes all", [], {
    from: thing(made("a")),
    to: thing(made("a", "bigint")),
    rows,
  });
});
