// Bytes of a fixed length: the servers fill values up with zeros, and would not take them off again.
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { confirmed } from "../judges/confirmed";
import { dataSourceOf, rowsOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;
const bytes = (
  type: "binary" | "varbinary",
  length: number,
  more: object = {},
) => [entity("thing", { id, v: { type, length, ...more } })];
const thing = (...values: string[]) => ({
  thing: values.map((v, at) => ({ id: at + 1, v: Buffer.from(v) })),
});

onBoth(({ there }, kind) => {
  there("binary becomes longer", {
    from: bytes("binary", 3),
    to: bytes("binary", 5, { default: "x" }),
    rows: thing("abc", "a\0c", "ab"),
    upgraded: thing("abc\0\0", "a\0c\0\0", "ab\0\0\0"),
    downgraded: thing("abc", "a\0c", "ab\0"),
  });
  there("binary becomes shorter, and zeros go", {
    from: bytes("binary", 5, { nullable: true, default: "yz" }),
    to: bytes("binary", 3),
    rows: thing("abc", "\0"),
    answers: { backfills: { "thing.v": "'q'" } },
    upgraded: thing("abc", "\0\0\0"),
    downgraded: thing("abc\0\0", "\0\0\0\0\0"),
  });
  there("binary in a key becomes longer", {
    from: [
      entity("thing", { v: { type: "binary", length: 3, primary: true } }),
    ],
    to: [entity("thing", { v: { type: "binary", length: 5, primary: true } })],
    rows: { thing: [{ v: "abc" }] },
    upgraded: { thing: [{ v: Buffer.from("abc\0\0") }] },
    downgraded: { thing: [{ v: Buffer.from("abc") }] },
  });
  there("binary becomes varbinary", {
    from: bytes("binary", 3),
    to: bytes("varbinary", 5),
    rows: thing("abc", "a"),
    upgraded: thing("abc", "a\0\0"),
    downgraded: thing("abc", "a\0\0"),
  });
  there("binary becomes shorter varbinary", {
    from: bytes("binary", 5),
    to: bytes("varbinary", 3),
    rows: thing("abc", "a"),
    upgraded: thing("abc", "a\0\0"),
    downgraded: thing("abc\0\0", "a\0\0\0\0"),
  });
  it("counts what is more than zeros, and names what is filled up", () =>
    onDatabase(
      { from: bytes("binary", 5), rows: thing("abc", "abcd") },
      async (url) => {
        const found = async (to: ReturnType<typeof bytes>) => {
          const { hazards } = await check(dataSourceOf(url, to));
          return hazards.map(({ code, message }) => [code, message]);
        };
        expect(await found(bytes("binary", 3))).toEqual([
          [
            "DOES_NOT_FIT",
            "fails on values that do not fit: 1 row in this database",
          ],
        ]);
        expect(await found(bytes("binary", 6))).toEqual([
          [
            "CAST_LOSSY",
            "loses data: where values end: binary(6) fills them up with zeros",
          ],
        ]);
        expect(await found(bytes("varbinary", 5))).toEqual([]);
      },
      kind,
    ));
  it("refuses a byte that is more, and takes back what it did", () =>
    onDatabase(
      { from: bytes("binary", 5), rows: thing("abc", "abcd") },
      async (url) => {
        const before = [await schemaOf(url), await rowsOf(url)];
        const to = bytes("binary", 3);
        const { file } = await confirmed((answers) =>
          autogenerate(dataSourceOf(url, to), { write: false, answers }),
        )({});
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await expect(upgrade(migrated)).rejects.toThrow(/truncated|too long/i);
        await downgrade(migrated, "base");
        expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
      },
      kind,
    ));
});
