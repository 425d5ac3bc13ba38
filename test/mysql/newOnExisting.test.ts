// Rows that a new check or foreign key refuses: told before it fails.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";
import { saidOn } from "../judges/said";

onBoth(({ there }, kind) => {
  const said = saidOn(kind);
  const parent = entity("parent", { id: { type: "int", primary: true } });
  const child = (
    columns: Readonly<Record<string, EntitySchemaColumnOptions>>,
    refers: boolean,
  ) => [
    parent,
    entity(
      "child",
      { id: { type: "int", primary: true }, ...columns },
      refers
        ? {
            foreignKeys: [
              {
                target: "parent",
                columnNames: ["p"],
                referencedColumnNames: ["id"],
              },
            ],
          }
        : {},
    ),
  ];
  const int = { type: "int" } as const;
  said(
    "a new foreign key",
    [
      [
        "CONSTRAINT_ON_EXISTING",
        'fails on rows that refer to none in "parent"',
      ],
    ],
    { from: child({ p: int }, false), to: child({ p: int }, true) },
  );
  said("a new foreign key of a column that comes without values", [], {
    from: child({}, false),
    to: child({ p: { ...int, nullable: true } }, true),
  });
  said("a new table with a foreign key", [], {
    from: [parent],
    to: child({ p: int }, true),
  });
  const checked = (expression?: string) => [
    entity(
      "item",
      { id: { type: "int", primary: true }, n: int },
      expression === undefined ? {} : { checks: [{ name: "c", expression }] },
    ),
  ];
  said(
    "a new check",
    [["CONSTRAINT_ON_EXISTING", "fails on rows that do not satisfy it"]],
    { from: checked(), to: checked("n > 0") },
  );
  const referring = (collation: string, targets = ["parent"]) => {
    const text = {
      type: "varchar",
      length: 20,
      charset: "utf8mb4",
      collation,
    } as const;
    return [
      ...targets.map((name) =>
        entity(name, { id: { ...text, primary: true } }),
      ),
      entity(
        "child",
        { id: { type: "int", primary: true }, p: { ...text, nullable: true } },
        {
          foreignKeys: targets.map((target) => ({
            name: `to_${target}`,
            target,
            columnNames: ["p"],
            referencedColumnNames: ["id"],
          })),
        },
      ),
    ];
  };
  const stricter = {
    from: referring("utf8mb4_general_ci"),
    to: referring("utf8mb4_bin"),
  };
  const refers = (letter: string) => ({
    parent: [{ id: "a" }],
    child: [
      { id: 1, p: letter },
      { id: 2, p: "a" },
      { id: 3, p: null },
    ],
  });
  said(
    "a collation under which a row refers to none",
    [
      [
        "CONSTRAINT_ON_EXISTING",
        'fails on rows that refer to "parent" only by the collation that goes: 1 row in this database',
      ],
    ],
    { ...stricter, rows: refers("A") },
  );
  said(
    "a collation under which a row refers to none of two tables",
    [
      [
        "CONSTRAINT_ON_EXISTING",
        'fails on rows that refer to "other" only by the collation that goes: 0 rows in this database, and on rows that refer to "parent" only by the collation that goes: 1 row in this database',
      ],
    ],
    {
      from: referring("utf8mb4_general_ci", ["parent", "other"]),
      to: referring("utf8mb4_bin", ["parent", "other"]),
      rows: {
        parent: [{ id: "a" }],
        other: [{ id: "A" }],
        child: [{ id: 1, p: "A" }],
      },
    },
  );
  there("a collation under which all rows refer to what they did", {
    ...stricter,
    rows: refers("a"),
  });
  said("a check that goes", [], { from: checked("n > 0"), to: checked() });
});
