// Defaults that are new for each row: those that are there get one of their own when such a column comes, or comes back.
import { onDatabase } from "../judges/cases";
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const rows = { thing: [1, 2, 3].map((id) => ({ id, n: `n${id}` })) };
const thing = (columns: Parameters<typeof entity>[1] = {}, unique = true) =>
  entity(
    "thing",
    { id, n: { type: "varchar", length: 20 }, ...columns },
    {
      // No two rows share a value.
      indices: unique
        ? Object.keys(columns).map((name) => ({
            columns: [name],
            unique: true,
          }))
        : [],
    },
  );

onBoth(({ both }, kind) => {
  const text = (expression: string) => ({
    type: "varchar" as const,
    length: 99,
    default: () => `(${expression})`,
  });
  for (const [name, column] of Object.entries({
    uuid: { ...text("uuid()"), length: 36 },
    "uuid that may be missing": { ...text("uuid()"), nullable: true },
    "random number": { type: "double", default: () => "(rand())" } as const,
    "text of another column and a random number": text(
      "concat(`n`, ' USER ', rand())",
    ),
    "number of the server": {
      type: "bigint",
      unsigned: true,
      default: () => "(uuid_short())",
    } as const,
  }))
    both(`a ${name}`, [[thing()], [thing({ key: column })]], { rows });
  both(
    "one that is the same for all",
    [
      [thing()],
      [thing({ by: text("current_user()"), at: text("sysdate()") }, false)],
    ],
    { rows },
  );

  it("gives them in batches, where that is asked for", () =>
    onDatabase(
      { from: [thing()], rows },
      async (url, directory) => {
        const to = [thing({ key: text("concat(rand(), `id`)") })];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Walk",
          directory,
          answers: { batches: { "thing.key": 2 } },
        });
        const source = file?.source ?? "";
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(source)],
        });
        const keys = () =>
          withSource(migrated, (open) =>
            open.query<Row[]>("SELECT `key` FROM thing"),
          );
        expect(source).toContain("LIMIT 2");
        await upgrade(migrated);
        expect(new Set((await keys()).map(({ key }) => key)).size).toBe(3);
        expect(await check(migrated)).toMatchObject({ clean: true });
        await downgrade(migrated, "base");
      },
      kind,
    ));

  it("adds a constant by itself", () =>
    onDatabase(
      { from: [thing()], rows },
      async (url, directory) => {
        const { upgrade: statements } = await autogenerate(
          dataSourceOf(url, [
            thing(
              {
                role: { type: "varchar", default: "user" },
                list: { type: "json", default: () => "(json_array())" },
              },
              false,
            ),
          ]),
          { message: "Walk", directory, write: false },
        );
        expect(statements).toHaveLength(1);
      },
      kind,
    ));
});
