// What the file says of its downgrade: what fails there, or is lost.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, type AnyEntity } from "../judges/database";
import { entity } from "../judges/entities";

const thing = (value: EntitySchemaColumnOptions) => [
  entity("thing", { value }),
];

async function wayBack(
  from: readonly AnyEntity[],
  to: readonly AnyEntity[],
  answers: Answers = {},
): Promise<string> {
  let source = "";
  await onDatabase({ from }, async (url) => {
    const { file } = await autogenerate(dataSourceOf(url, to), {
      write: false,
      answers,
    });
    source = file?.source ?? "";
  });
  return source.slice(source.indexOf("async function downgrade"));
}

it.each([
  [
    { type: "char", length: 3 },
    { type: "char", length: 6 },
    "Fails while rows hold values that do not fit.",
  ],
  [{ type: "date" }, { type: "timestamptz" }, "Loses the time of day."],
  [
    { type: "numeric", precision: 5, scale: 2 },
    { type: "numeric", precision: 12, scale: 6 },
    "Fails while rows hold values that do not fit. Loses digits beyond the 2nd after the point.",
  ],
] as const)("%j to %j", async (from, to, note) => {
  expect(await wayBack(thing(from), thing(to))).toContain(note);
});

it("a table that goes takes the rows along to which others refer", async () => {
  const owner = entity("owner", {});
  const pet = (relations: Parameters<typeof entity>[2]) =>
    entity("pet", { ownerId: { type: "integer", nullable: true } }, relations);
  const back = await wayBack(
    [
      owner,
      pet({
        foreignKeys: [
          {
            target: "owner",
            columnNames: ["ownerId"],
            referencedColumnNames: ["id"],
          },
        ],
      }),
    ],
    [pet({})],
    { drops: ["owner"] },
  );
  expect(back).toContain(
    "Fails while rows refer to rows that do not come back.",
  );
});
