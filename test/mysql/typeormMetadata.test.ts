// What TypeORM remembers of views and generated columns on MySQL and MariaDB: kept in step by the migration, on whatever database it runs.
import { autogenerate, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, recordOf, type AnyEntity } from "../judges/database";
import { entity, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const box = (columns: Parameters<typeof entity>[1], table = "box") =>
  entity(
    "box",
    { height: { type: "int" }, width: { type: "int" }, ...columns },
    { tableName: table },
  );

const volume = (
  asExpression = "`height` * `width`",
  generatedType: "STORED" | "VIRTUAL" = "STORED",
) => ({
  volume: {
    type: "bigint",
    nullable: true,
    asExpression,
    generatedType,
  } as const,
});

const large = (expression = "SELECT id FROM `box` WHERE `height` > 2") =>
  view("large", ["id"], { expression });

const rows = { box: [{ id: 1, height: 2, width: 3 }] };

const written = async (url: string, to: readonly AnyEntity[]) => {
  const { file } = await autogenerate(dataSourceOf(url, to), {
    message: "Written",
    write: false,
  });
  return migrationClass(file?.source ?? "");
};

onBoth(({ both, there }, kind) => {
  both(
    "a table with generated columns comes and goes",
    [
      [box({})],
      [
        box({}),
        entity("shelf", {
          ...volume("1"),
          depth: volume("2", "VIRTUAL").volume,
        }),
      ],
    ],
    { rows },
    { rows, answers: { drops: ["shelf"] } },
  );

  both(
    "another expression",
    [[box(volume())], [box(volume("`height` + `width`"))]],
    { rows, essence: () => 0 },
  );

  both(
    "another expression, beside one that is only spelled otherwise",
    [
      [box({ ...volume(), area: volume("`height` + 1").volume })],
      [
        box({
          ...volume("(height)*width"),
          area: volume("`height` + 2").volume,
        }),
      ],
    ],
    { rows, essence: () => 0 },
  );

  both(
    "a generated column goes with its view, and another one comes",
    [
      [box(volume()), large("SELECT id FROM `box` WHERE `volume` > 2")],
      [
        box({ area: volume().volume }),
        large("SELECT id FROM `box` WHERE `area` > 2"),
      ],
    ],
    { rows, answers: { drops: ["box.volume"] } },
    { rows, answers: { drops: ["box.area"] } },
  );

  there("a table with a generated column is renamed, and a view speaks of it", {
    from: [box(volume()), large()],
    to: [
      box(volume(), "crate"),
      large("SELECT id FROM `crate` WHERE `height` > 2"),
    ],
    answers: { renames: { box: "crate" } },
    rows,
  });

  there("quotes, line breaks and other letters are kept", {
    from: [box({})],
    to: [
      box({}),
      large("SELECT id -- \"it's\"\n  FROM `box`\n WHERE 'a\\\\b''ü ¿' <> ''"),
    ],
    rows,
  });

  it("is right on another database, and where nothing of the kind is mapped any more", async () => {
    const to = [box(volume()), large()];
    await onDatabase(
      { from: [] },
      async (url) => {
        const Migration = await written(url, to);
        await onDatabase(
          { from: [] },
          async (elsewhere) => {
            const source = () =>
              dataSourceOf(elsewhere, [], { migrations: [Migration] });
            await upgrade(source());
            expect(await recordOf(elsewhere)).toMatchObject([
              { name: "volume", table: "box" },
              { name: "large", table: null },
            ]);
            await downgrade(source(), "base");
            expect(await recordOf(elsewhere)).toEqual([]);
          },
          kind,
        );
      },
      kind,
    );
  });
});
