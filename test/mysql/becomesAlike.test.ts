// Values under a unique index that become one: told before it fails.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";
import { saidOn } from "../judges/said";

const item = (a: EntitySchemaColumnOptions) => [
  entity(
    "item",
    { id: { type: "int", primary: true }, n: { type: "int" }, a },
    { indices: [{ name: "one", columns: ["a"], unique: true }] },
  ),
];
const alike = [
  "UNIQUE_ON_EXISTING",
  'fails where it makes values alike in the unique index "one"',
] as const;

onBoth(({ refused }, kind) => {
  const said = saidOn(kind);
  const text = (collation: string) =>
    item({ type: "varchar", charset: "utf8mb4", collation });
  const letters = {
    item: [
      { id: 1, n: 1, a: "a" },
      { id: 2, n: 2, a: "A" },
    ],
  };
  refused("letters that another collation takes for one", /Duplicate/, {
    from: text("utf8mb4_bin"),
    to: text("utf8mb4_general_ci"),
    rows: letters,
  });
  said("another collation", [alike], {
    from: text("utf8mb4_bin"),
    to: text("utf8mb4_general_ci"),
    rows: letters,
  });
  said("a collation that tells more apart", [], {
    from: text("utf8mb4_general_ci"),
    to: text("utf8mb4_bin"),
  });
  const unpadded = kind === "mysql" ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin";
  const blanks = {
    item: [
      { id: 1, n: 1, a: "a" },
      { id: 2, n: 2, a: "a " },
    ],
  };
  refused(
    "blanks at the end that another collation takes for none",
    /Duplicate/,
    {
      from: text(unpadded),
      to: text("utf8mb4_bin"),
      rows: blanks,
    },
  );
  said("a collation that takes blanks at the end for none", [alike], {
    from: text(unpadded),
    to: text("utf8mb4_bin"),
  });
  said("a collation to which blanks at the end mean something", [], {
    from: text("utf8mb4_bin"),
    to: text(unpadded),
  });
  said("a collation that takes what the table's means for none", [alike], {
    from: item({ type: "varchar" }),
    to: text("utf8mb4_bin"),
    handmade: [
      `ALTER TABLE \`item\` CONVERT TO CHARACTER SET utf8mb4 COLLATE ${unpadded}`,
    ],
  });
  said("a longer text", [], {
    from: item({ type: "varchar", length: 20 }),
    to: item({ type: "varchar", length: 30 }),
  });
  const labels = (...values: string[]) => item({ type: "enum", enum: values });
  said("a label becomes another one", [alike], {
    from: labels("a", "b"),
    to: labels("b"),
    answers: { enumValues: { "item.a": { a: "b" } } },
  });
  said("a label becomes a new one", [], {
    from: labels("a", "b"),
    to: labels("b", "c"),
    answers: { enumValues: { "item.a": { a: "c" } } },
  });
  const made = (asExpression: string) =>
    item({
      type: "int",
      asExpression,
      generatedType: "STORED",
      nullable: true,
    });
  said(
    "another expression",
    [
      [
        "DOES_NOT_FIT",
        "fails where the expression gives what the column does not take",
      ],
      alike,
    ],
    { from: made("n"), to: made("n % 10") },
  );
  said(
    "fewer digits",
    [
      ["CAST_LOSSY", "loses data: digits beyond the 1st after the point"],
      alike,
    ],
    {
      from: item({ type: "decimal", precision: 10, scale: 3 }),
      to: item({ type: "decimal", precision: 10, scale: 1 }),
    },
  );
  said("an answered cast", [alike], {
    from: item({ type: "int" }),
    to: item({ type: "varchar" }),
    answers: { casts: { "item.a": "a % 10" } },
  });
});
