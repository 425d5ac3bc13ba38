// Defaults and conditions with what the catalogs cannot show: bytes that are no text, and characters of four bytes.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { AnyEntity } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Rest = Parameters<typeof entity>[2];

const thing = (
  columns: Readonly<Record<string, EntitySchemaColumnOptions>>,
  rest: Rest = {},
): AnyEntity[] => [
  entity("thing", { id: { type: "int", primary: true }, ...columns }, rest),
];
const bytes = (text: string, length: number): AnyEntity[] =>
  thing({
    fixed: { type: "binary", length: 3, default: () => text },
    free: { type: "varbinary", length, default: () => text },
  });

onBoth(({ alike, both }) => {
  for (const text of ["x'00ff01'", "0x00ff", "X'6162'", "'é?'", "''"])
    alike(`binary defaults ${text}`, {
      from: bytes(text, 9),
      to: bytes(text, 9),
    });
  both("a binary default that is no text goes for another", [
    bytes("x'00ff01'", 9),
    bytes("x'ff00fe'", 10),
  ]);
  const said = (face: string): AnyEntity[] =>
    thing(
      {
        value: { type: "varchar", default: `${face}?` },
        worked: { type: "varchar", default: () => `(concat('${face}', 'é?'))` },
        made: {
          type: "varchar",
          length: 30,
          asExpression: `concat('${face}é', id)`,
          nullable: true,
        },
      },
      { checks: [{ name: "odd", expression: `value <> '${face}é'` }] },
    );
  const checked = (face: string) => [
    `ALTER TABLE \`thing\` ADD CONSTRAINT \`odd\` CHECK (value <> '${face}é')`,
  ];
  alike("characters of four bytes", {
    from: said("😀"),
    to: said("😀"),
    handmade: checked("😀"),
  });
  both(
    "characters of four bytes go for others",
    [said("😀"), said("😁")],
    { handmade: checked("😀") },
    { handmade: checked("😁") },
  );
  const commented = (): AnyEntity[] =>
    thing({ a: { type: "int", comment: "a 😀" } });
  alike("a comment with one, of which the servers keep a question mark", {
    from: commented(),
    to: commented(),
  });
});
