// Expressions of what is not there yet: the server is asked before anything is written, for what it refuses later stays half done.
import { check, ExpressionError } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Columns = Parameters<typeof entity>[1];
type Rest = Parameters<typeof entity>[2];

onBoth(({ there }, kind) => {
  const thing = (columns: Columns = {}, rest: Rest = {}) =>
    entity(
      "thing",
      {
        id: { type: "int", primary: true },
        name: { type: "varchar", length: 20 },
        ...columns,
      },
      rest,
    );
  const wrong: Readonly<Record<string, readonly [RegExp, Columns, Rest?]>> = {
    "a default": [
      /The default of column "size" of table "thing"/,
      { size: { type: "int", default: () => "(no_such_function())" } },
    ],
    "a constant": [
      /The default of column "size" of table "thing"/,
      { size: { type: "int", default: "small" } },
    ],
    "a generated column": [
      /Generated column "size" of table "thing"/,
      { size: { type: "int", asExpression: "LENGTH(nam)", nullable: true } },
    ],
    "a check": [
      /Check "named" of table "thing"/,
      {},
      { checks: [{ name: "named", expression: "nam <> ''" }] },
    ],
    "a time of change": [
      /ON UPDATE of column "changed" of table "thing"/,
      {
        changed: {
          type: "datetime",
          precision: 6,
          nullable: true,
          onUpdate: "CURRENT_DATE",
        },
      },
    ],
  };
  for (const [name, [message, columns, rest]] of Object.entries(wrong))
    for (const [of, from] of [
      ["a new table", []],
      ["a table that is there", [thing()]],
    ] as const)
      it(`names ${name} of ${of} that the server does not accept`, async () => {
        await onDatabase(
          { from },
          async (url) => {
            const found = check(dataSourceOf(url, [thing(columns, rest)]));
            await expect(found).rejects.toThrow(ExpressionError);
            await expect(found).rejects.toThrow(message);
          },
          kind,
        );
      });

  const right = entity(
    "thing",
    {
      id: { type: "int", primary: true, generated: "increment" },
      code: { type: "varchar", length: 9, default: "x" },
      made: { type: "datetime", precision: 6, default: () => "now(6)" },
      changed: {
        type: "timestamp",
        precision: 3,
        default: () => "CURRENT_TIMESTAMP(3)",
        onUpdate: "CURRENT_TIMESTAMP(3)",
      },
      kind: { type: "enum", enum: ["a", "b"], default: "a" },
      kinds: { type: "set", enum: ["a", "b"], default: ["a", "b"] },
      flag: { type: "bit", default: () => "b'1'" },
      place: { type: "point" },
      whole: { type: "text", nullable: true },
      up: { type: "int", nullable: true },
      twice: { type: "int", asExpression: "up * 2", nullable: true },
      four: {
        type: "int",
        asExpression: "twice * 2",
        generatedType: "STORED",
        nullable: true,
      },
      far: {
        type: "double",
        asExpression: "ST_X(place)",
        nullable: true,
      },
    },
    {
      checks: [{ name: "kept", expression: "twice >= up and kind <> 'c'" }],
      indices: [
        { columns: ["whole"], fulltext: true },
        { columns: ["place"], spatial: true },
      ],
      foreignKeys: [
        {
          target: "thing",
          columnNames: ["up"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  );
  there("what a temporary table cannot have is no error", {
    from: [],
    to: [right],
    mayBeAlike: true,
    noted: true,
    notAsSynchronized: true,
  });
});
