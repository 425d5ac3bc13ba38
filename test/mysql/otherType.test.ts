// TypeORM has one driver for both servers, and either name does for either: what matters is the server at the other end.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, schemaOf, typeOrmLog } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const thing = (column: string) => [
  entity(
    "thing",
    {
      id,
      [column]: { type: "int" },
      j: { type: "json", nullable: true },
    },
    { checks: [{ name: "ck", expression: `${column} > 0` }] },
  ),
];

onBoth((_, kind) => {
  const options = { type: kind === "mysql" ? "mariadb" : "mysql" };
  it(`a DataSource of type ${options.type}`, () =>
    onDatabase(
      {
        from: thing("a"),
        options,
        handmade: ["ALTER TABLE thing ADD CONSTRAINT ck CHECK (a > 0)"],
        rows: { thing: [{ id: 1, a: 5 }] },
      },
      async (url) => {
        const before = [await schemaOf(url), await rowsOf(url)];
        // What TypeORM says of JSON that is no type of this server, it says for ever.
        const log = await typeOrmLog(url, { entities: thing("a"), options });
        expect(
          await check(dataSourceOf(url, thing("a"), options)),
        ).toMatchObject({ schemaDiff: "", clean: true });
        const { file } = await autogenerate(
          dataSourceOf(url, thing("b"), options),
          {
            message: "Other",
            write: false,
            answers: { renames: { "thing.a": "b" } },
          },
        );
        expect(file?.source).toMatch(new RegExp(`Database  ${kind} \\d`));
        const migrated = dataSourceOf(url, thing("b"), {
          ...options,
          migrations: [migrationClass(file?.source ?? "")],
        });
        await upgrade(migrated);
        expect(await check(migrated)).toMatchObject({ clean: true });
        expect(
          await typeOrmLog(url, { entities: thing("b"), options }),
        ).toEqual(log);
        await downgrade(migrated, "base");
        expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
      },
      kind,
    ));
});
