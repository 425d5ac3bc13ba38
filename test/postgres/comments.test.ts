// Comments on tables and columns: any text, and nothing else is touched by them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate } from "../../src";
import { alike, both, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { decorated, entity } from "../judges/entities";

const texts = [
  "plain",
  `it's "quoted" and ''doubled''`,
  "two\nlines\n\n\tand a tab",
  "C:\\path\\n \\' \\\\",
  "ünïcode 漢字 🎉 \u202e",
  "${injected} `backticks` */ /* -- $$ $1 %s",
  " leading and trailing ",
];

const person = (comment?: string) =>
  entity("person", {
    name: { type: "varchar", ...(comment === undefined ? {} : { comment }) },
  });

const rows = { person: [{ id: 1, name: "Ann" }] };

describe("any text", () => {
  const all = (spoken: boolean) =>
    decorated(
      "person",
      {
        id: { type: "integer", primary: true },
        ...Object.fromEntries(
          texts.map((comment, position) => [
            `c${position}`,
            { type: "integer" as const, ...(spoken ? { comment } : {}) },
          ]),
        ),
      },
      spoken ? { comment: texts.join() } : {},
    );
  both("comes and goes", [[all(false)], [all(true)]]);
  alike("finds nothing where it is unchanged", {
    from: [all(true)],
    to: [all(true)],
  });
  alike("finds nothing in an empty one", {
    from: [person()],
    to: [person("")],
  });
});

describe("on columns that are keys", () => {
  const family = (comment?: string) => {
    const commented: Partial<EntitySchemaColumnOptions> =
      comment === undefined ? {} : { comment };
    return [
      entity("person", {
        id: { type: "integer", primary: true, generated: true, ...commented },
        name: { type: "varchar", unique: true, ...commented },
      }),
      entity(
        "pet",
        { owner: { type: "integer", ...commented } },
        {
          foreignKeys: [
            {
              target: "person",
              columnNames: ["owner"],
              referencedColumnNames: ["id"],
            },
          ],
          indices: [{ columns: ["owner", "id"] }],
        },
      ),
    ];
  };
  both("come and go", [family(), family("the key")], {
    rows: { person: [{ name: "Ann" }], pet: [{ id: 1, owner: 1 }] },
  });
  it("touch nothing else", async () => {
    await onDatabase({ from: family() }, async (url) => {
      const { upgrade } = await autogenerate(
        dataSourceOf(url, family("the key")),
        { write: false },
      );
      for (const { sql } of upgrade) expect(sql).toMatch(/^COMMENT ON COLUMN/);
      expect(upgrade).toHaveLength(3);
    });
  });
});

both(
  "come with a table and a column",
  [
    [person()],
    [
      entity("person", {
        name: { type: "varchar" },
        age: { type: "integer", default: 0, comment: "in years" },
      }),
      entity("pet", { name: { type: "varchar", comment: "it's short" } }),
    ],
  ],
  { rows },
  { answers: { drops: ["pet"] } },
);
