// Rows that a new check or foreign key refuses: told before it fails.
import type { EntitySchemaColumnOptions } from "typeorm";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";
import { saidOn } from "../judges/said";

onBoth((_cases, kind) => {
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
  said("a check that goes", [], { from: checked("n > 0"), to: checked() });
});
