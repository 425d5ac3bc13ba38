// Numbers beyond half of what a bigint without a sign holds: they come back from what they became.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const large = { type: "bigint", unsigned: true } as const;
const last = "18446744073709551615";

const targets: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  varchar: { type: "varchar", length: 30 },
  text: { type: "text" },
  varbinary: { type: "varbinary", length: 30 },
  json: { type: "json" },
  decimal: { type: "decimal", precision: 20 },
};

const rows = {
  thing: [
    { id: 1, size: last },
    { id: 2, size: "9223372036854775808" },
    { id: 3, size: "0" },
  ],
};

onBoth(({ there }, kind) => {
  for (const [name, target] of Object.entries(targets))
    there(`to ${name} and back`, {
      from: [entity("thing", { id, size: large })],
      to: [entity("thing", { id, size: target })],
      rows,
      upgraded: {},
      downgraded: rows,
    });

  const family = (key: EntitySchemaColumnOptions) => [
    entity("owner", { id: { ...key, primary: true } }),
    entity(
      "thing",
      { id, owner: { ...key, nullable: true } },
      {
        foreignKeys: [
          {
            target: "owner",
            columnNames: ["owner"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
  ];
  there("of a key and what refers to it", {
    from: family(large),
    to: family({ type: "varchar", length: 30 }),
    rows: {
      owner: [{ id: "1" }, { id: last }],
      thing: [
        { id: 1, owner: last },
        { id: 2, owner: null },
      ],
    },
  });

  // MySQL rounds, as it does for any text.
  const fractions = kind === "mariadb" ? ["1.7", "-0.4"] : [];
  it.each(["-5", "x", "18446744073709551616", ...fractions])(
    "refuses %s on the way back",
    (value) =>
      onDatabase(
        { from: [entity("thing", { id, size: large })] },
        async (url, directory) => {
          const target = dataSourceOf(url, [
            entity("thing", { id, size: targets.varchar ?? large }),
          ]);
          const { file } = await autogenerate(target, {
            message: "Large",
            directory,
          });
          target.setOptions({
            migrations: [migrationClass(file?.source ?? "")],
          });
          await upgrade(target);
          await withSource(dataSourceOf(url, []), (source) =>
            source.query(`INSERT INTO thing VALUES (1, '${value}')`),
          );
          const before = await rowsOf(url);
          await expect(downgrade(target, "base")).rejects.toThrow(
            /Truncated|Out of range|Incorrect/,
          );
          expect(await rowsOf(url)).toMatchObject(before);
        },
        kind,
      ),
  );
});
