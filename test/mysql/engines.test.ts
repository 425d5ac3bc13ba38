// Engines that know no foreign keys: such a key is only its index there, and none can refer to a table of theirs.
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Columns = Parameters<typeof entity>[1];

const id = { type: "int", primary: true } as const;
const team = entity("team", { id });
const person = (columns: Columns = {}) =>
  entity("person", { id, team: { type: "int", nullable: true }, ...columns });
const member = (columns: Columns = {}) =>
  entity(
    "person",
    { id, team: { type: "int", nullable: true }, ...columns },
    {
      foreignKeys: [
        {
          target: "team",
          columnNames: ["team"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  );
const elsewhere = (table: string): string =>
  `ALTER TABLE ${table} ENGINE = MyISAM`;
/** As `synchronize` would leave it in a table of that engine. */
const forgotten = [
  "ALTER TABLE person DROP FOREIGN KEY `FK_db9f92655b173338675c61927f1`",
  elsewhere("person"),
];
const rows = { team: [{ id: 1 }], person: [{ id: 1, team: 1 }] };

onBoth(({ alike, there, refused }, kind) => {
  alike("a foreign key that the engine has forgotten", {
    from: [team, member()],
    to: [team, member()],
    handmade: forgotten,
  });
  there("a foreign key where the engine knows none", {
    from: [team, person()],
    to: [team, member()],
    handmade: [elsewhere("person")],
    notAsSynchronized: true,
    rows,
  });
  const toForgetful = {
    from: [team, person()],
    to: [team, member()],
    handmade: [elsewhere("team")],
    rows,
  };
  refused("a foreign key to such a table", /./, toForgetful);
  it("a foreign key to such a table: told beforehand", () =>
    onDatabase(
      toForgetful,
      async (url) => {
        const { hazards } = await check(dataSourceOf(url, toForgetful.to));
        expect(hazards).toContainEqual(
          expect.objectContaining({
            code: "IN_THE_WAY",
            severity: "failure",
            message:
              'fails: the engine of "team", MyISAM, knows no foreign keys',
          }),
        );
      },
      kind,
    ));
});
