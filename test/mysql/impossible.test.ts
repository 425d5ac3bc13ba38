// What cannot succeed whatever the rows are is said before anything is written.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import type { Walk } from "../judges/walk";
import { onBoth } from "./onBoth";

const counted = (v: EntitySchemaColumnOptions, indices: object[] = []) => [
  entity(
    "thing",
    { id: { type: "int", primary: true, generated: true }, v },
    { indices },
  ),
];

onBoth(({ alike }, kind) => {
  const told = (name: string, message: RegExp, given: Walk): void => {
    it(name, () =>
      onDatabase(
        given,
        (url) =>
          expect(
            check(
              dataSourceOf(url, given.to),
              given.answers === undefined ? {} : { answers: given.answers },
            ),
          ).rejects.toThrow(message),
        kind,
      ),
    );
  };
  told(
    "a default that reads what counts",
    /Column "v" of table "thing": the server does not accept it .*Correct its default/i,
    {
      from: counted({ type: "int" }),
      to: counted({ type: "int", default: () => "(`id` + 1)" }),
    },
  );
  if (kind === "mysql") return;
  const hidden = ["ALTER TABLE `thing` MODIFY `v` int NULL INVISIBLE"];
  told(
    "an invisible column without a default becomes NOT NULL",
    /Column "v" of table "thing": the server does not accept it .*Give it a default/,
    {
      from: counted({ type: "int", nullable: true }),
      to: counted({ type: "int" }),
      handmade: hidden,
      answers: { backfills: { "thing.v": "1" } },
    },
  );
  alike("an invisible column that may hold NULL", {
    from: counted({ type: "int", nullable: true }),
    to: counted({ type: "int", nullable: true }),
    handmade: hidden,
  });
  told(
    "an index on a compressed column",
    /Index "i" of table "thing": the server does not accept it .*Leave the index out/,
    {
      from: counted({ type: "varchar" }),
      to: counted({ type: "varchar" }, [{ name: "i", columns: ["v"] }]),
      handmade: [
        "ALTER TABLE `thing` MODIFY `v` varchar(255) COMPRESSED NOT NULL",
      ],
    },
  );
});
