// Uuids and addresses, of which MariaDB has types: what they have no cast to is asked, with what it can be taken for, and the file is right for a table without rows.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, downgrade, upgrade, type Question } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { describeOn } from "../servers";

const { there } = casesOn("mariadb");

const id = { type: "int", primary: true } as const;

const types: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  tinyint: { type: "tinyint" },
  int: { type: "int", unsigned: true },
  bigint: { type: "bigint" },
  decimal: { type: "decimal", precision: 12, scale: 4 },
  float: { type: "float" },
  double: { type: "double" },
  bit: { type: "bit" },
  year: { type: "year" },
  date: { type: "date" },
  time: { type: "time" },
  datetime: { type: "datetime" },
  timestamp: { type: "timestamp" },
  varchar: { type: "varchar" },
  text: { type: "text" },
  enum: { type: "enum", enum: ["a"] },
  set: { type: "set", enum: ["a"] },
  json: { type: "json" },
  binary: { type: "binary", length: 16 },
  varbinary: { type: "varbinary", length: 60 },
  blob: { type: "blob" },
};
const own: typeof types = {
  uuid: { type: "uuid" },
  inet4: { type: "inet4" },
  inet6: { type: "inet6" },
};
const pairs = Object.keys(own).flatMap((name) =>
  [...Object.keys(types), ...Object.keys(own)].flatMap((other) => [
    [name, other] as const,
    ...(other in types ? [[other, name] as const] : []),
  ]),
);
const columns = (side: 0 | 1) => [
  entity("thing", {
    id,
    ...(Object.fromEntries(
      pairs.map((pair) => [
        pair.join("_"),
        { ...({ ...types, ...own }[pair[side]] ?? {}), nullable: true },
      ]),
    ) as Record<string, EntitySchemaColumnOptions>),
  }),
];

/** The choice at this place, of every question, or the last that says what to do. */
const chosen = (place: number) => (questions: readonly Question[]) => ({
  casts: Object.assign(
    {},
    ...questions.map(({ choices }) => {
      const complete = choices.filter(({ flags }) => !flags.includes("<"));
      return (complete[place] ?? complete.at(-1))?.answers.casts;
    }),
  ) as Record<string, string>,
});

describeOn("mariadb", "uuids and addresses on MariaDB", () => {
  it("runs both ways on a table without rows, whatever is asked", () =>
    onDatabase(
      { from: columns(0) },
      async (url, directory) => {
        const target = dataSourceOf(url, columns(1));
        const { questions } = await autogenerate(target, { write: false });
        const casts = {
          ...Object.fromEntries(
            questions.map(({ subject }) => [subject, "NULL"]),
          ),
          ...chosen(0)(questions).casts,
        };
        const { file } = await autogenerate(target, {
          message: "Addresses",
          directory,
          answers: { casts },
        });
        const before = await schemaOf(url);
        target.setOptions({ migrations: [migrationClass(file?.source ?? "")] });
        await upgrade(target);
        await downgrade(target, "base");
        expect(await schemaOf(url)).toBe(before);
      },
      "mariadb",
    ));

  const address = (type: EntitySchemaColumnOptions) => [
    entity("thing", { id, v: { ...type, nullable: true } }),
  ];
  const carried = (
    name: string,
    from: EntitySchemaColumnOptions,
    to: EntitySchemaColumnOptions,
    values: readonly (readonly [unknown, unknown])[],
  ): void => {
    there(name, {
      from: address(from),
      to: address(to),
      rows: { thing: values.map(([v], at) => ({ id: at, v })) },
      answered: chosen(0),
      upgraded: { thing: values.map(([, v], at) => ({ id: at, v })) },
      downgraded: { thing: values.map(([v], at) => ({ id: at, v })) },
    });
  };
  const { inet4, inet6 } = own as Record<
    "inet4" | "inet6",
    EntitySchemaColumnOptions
  >;
  const int = { type: "int", unsigned: true } as const;
  carried("an address in the longer form", inet4, inet6, [
    ["10.0.0.1", "::ffff:10.0.0.1"],
    [null, null],
  ]);
  carried("an address in the shorter form", inet6, inet4, [
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["::ffff:0.0.0.1", "0.0.0.1"],
    [null, null],
  ]);
  carried("a number as an address", int, inet4, [
    [167772161, "10.0.0.1"],
    [4294967295, "255.255.255.255"],
    [null, null],
  ]);
  carried("an address as a number", inet4, int, [
    ["10.0.0.1", 167772161],
    ["255.255.255.255", 4294967295],
    [null, null],
  ]);
});
