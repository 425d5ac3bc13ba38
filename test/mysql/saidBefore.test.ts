// What the servers would refuse half way through a file is an error beforehand, and times that the session's time zone moves have a word.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check, type Hazard } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, type AnyEntity, type Content } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const v = { type: "int" } as const;
const thing = (column: EntitySchemaColumnOptions) => [
  entity("thing", { id, v: column }),
];
const long = "x".repeat(65);

onBoth((_, kind) => {
  const hazardsOf = async (
    from: Content["entities"],
    to: readonly AnyEntity[],
    handmade: readonly string[] = [],
  ): Promise<readonly Hazard[]> => {
    let found: readonly Hazard[] = [];
    await onDatabase(
      { from, handmade },
      async (url) => {
        ({ hazards: found } = await check(dataSourceOf(url, to)));
      },
      kind,
    );
    return found;
  };

  it.each<[string, AnyEntity[]]>([
    ["table", [entity(long, { id })]],
    ["column", [entity("thing", { id, [long]: v })]],
    [
      "index",
      [
        entity(
          "thing",
          { id, v },
          { indices: [{ name: long, columns: ["v"] }] },
        ),
      ],
    ],
    [
      "check",
      [
        entity(
          "thing",
          { id, v },
          { checks: [{ name: long, expression: "v > 0" }] },
        ),
      ],
    ],
    [
      "foreign key",
      [
        entity(
          "thing",
          { id, v },
          {
            foreignKeys: [
              {
                name: long,
                target: "thing",
                columnNames: ["v"],
                referencedColumnNames: ["id"],
              },
            ],
          },
        ),
      ],
    ],
  ])("refuses the name of a %s that is too long", async (what, entities) => {
    await expect(hazardsOf([], entities)).rejects.toThrow(
      new RegExp(`^The ${what}.* "x{65}": its name has 65 characters`),
    );
  });

  it("takes names of as many characters as the servers do", async () => {
    const [name, accented] = ["x".repeat(64), "é".repeat(64)];
    const to = [
      entity(
        name,
        { id, [accented]: v },
        { indices: [{ name, columns: [accented] }] },
      ),
    ];
    expect(await hazardsOf(to, to)).toEqual([]);
  });

  it.each<["enum" | "set", string[], RegExp]>([
    ["enum", ["a", "A", "b"], /^Column "thing.v": .* 'a' and 'A' are alike/],
    ["set", ["é", "b", "e"], /^Column "thing.v": .* 'é' and 'e' are alike/],
  ])("names labels of an %s that are alike", async (type, labels, message) => {
    const to = thing({ type, enum: labels });
    await expect(
      hazardsOf(thing({ type, enum: labels.slice(0, 1) }), to),
    ).rejects.toThrow(message);
    await expect(hazardsOf([], to)).rejects.toThrow(message);
  });

  it("takes labels that the collation tells apart", async () => {
    const to = thing({ type: "enum", enum: ["a", "A"] });
    expect(
      await hazardsOf(thing({ type: "enum", enum: ["a"] }), to, [
        "ALTER TABLE thing MODIFY v enum('a') COLLATE utf8mb4_bin NOT NULL",
      ]),
    ).toEqual([]);
  });

  it.each<[EntitySchemaColumnOptions, EntitySchemaColumnOptions, boolean]>([
    [{ type: "datetime" }, { type: "timestamp" }, true],
    [{ type: "date" }, { type: "timestamp" }, true],
    [{ type: "timestamp" }, { type: "datetime" }, true],
    [{ type: "datetime" }, { type: "datetime", precision: 3 }, false],
  ])("%j to %j", async (from, to, isMoved) => {
    const notes = (await hazardsOf(thing(from), thing(to))).filter(
      ({ code }) => code === "CAST_NOTE",
    );
    expect(notes.map(({ message }) => message)).toEqual(
      isMoved ? [expect.stringContaining("time_zone of the session")] : [],
    );
  });
});
