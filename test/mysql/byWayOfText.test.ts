// Numbers of which the servers would make bytes, or other numbers: they stay what they are, there and back.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const bits = ["1", "65", "255", "0", "48"];
const huge = "18446744073709551615";
const decimal = { type: "decimal", precision: 30, scale: 2 } as const;

interface Change {
  readonly from: string;
  readonly to: EntitySchemaColumnOptions;
  readonly values: readonly string[];
  /** As text, where it is another; then it need not come back as it was. */
  readonly after?: readonly string[];
}

const changes: readonly Change[] = [
  { from: "bit(8)", to: { type: "text" }, values: bits },
  { from: "bit(8)", to: { type: "tinytext" }, values: bits },
  { from: "bit(8)", to: { type: "mediumtext" }, values: bits },
  { from: "bit(8)", to: { type: "longtext" }, values: bits },
  { from: "bit(8)", to: { type: "varchar" }, values: bits },
  { from: "bit(8)", to: { type: "blob" }, values: bits },
  { from: "bit(64)", to: { type: "text" }, values: [huge] },
  {
    from: "bit(64)",
    to: { type: "double" },
    values: ["9223372036854775808"],
    after: ["9.223372036854776e18"],
  },
  {
    from: "json",
    to: decimal,
    values: ["'1.5'", "'-7'", `'${huge}'`, "'9223372036854775808'"],
    after: ["1.50", "-7.00", `${huge}.00`, "9223372036854775808.00"],
  },
];

onBoth((_, kind) => {
  it.each(changes)("$from becomes $to.type", ({ from, to, values, after }) =>
    onDatabase(
      {
        from: [],
        handmade: [
          `CREATE TABLE thing (id int NOT NULL PRIMARY KEY, v ${from} NOT NULL)`,
          ...values.map(
            (value, at) => `INSERT INTO thing VALUES (${at}, ${value})`,
          ),
        ],
      },
      async (url) => {
        const read = (text = "CAST(v AS CHAR)"): Promise<unknown[]> =>
          withSource(dataSourceOf(url, []), async (source) => {
            const rows = await source.query<Row[]>(
              `SELECT ${text} AS v FROM thing ORDER BY id`,
            );
            return rows.map(({ v }) => v);
          });
        const isBits = from.startsWith("bit");
        const readBefore = (): Promise<unknown[]> =>
          isBits ? read("CAST(v + 0 AS CHAR)") : read();
        const before = [await schemaOf(url), await readBefore()];
        const entities = [entity("thing", { id, v: to })];
        const { file, questions } = await autogenerate(
          dataSourceOf(url, entities),
          { write: false },
        );
        expect(questions).toEqual([]);
        const migrated = dataSourceOf(url, entities, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await upgrade(migrated);
        expect(await read()).toEqual(after ?? values);
        if (after !== undefined) return;
        await downgrade(migrated, "base");
        expect([await schemaOf(url), await readBefore()]).toEqual(before);
      },
      kind,
    ),
  );
});
