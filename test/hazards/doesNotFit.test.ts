// Values that do not fit: how many, and three of them on the screen, but none in a file that is committed.
import { autogenerate } from "../../src";
import { reportLines } from "../../src/cli/report";
import { createColors } from "picocolors";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const person = (length: number) => [
  entity("person", { name: { type: "varchar", length } }),
];
const names = [
  "Al",
  "Bartholomew",
  "Clementine",
  "Bartholomew",
  "Dominique",
  "Esmeralda",
];

it("shows three of them, and keeps them out of the file", () =>
  onDatabase(
    {
      from: person(100),
      rows: { person: names.map((name, index) => ({ id: index, name })) },
    },
    async (url) => {
      const result = await autogenerate(dataSourceOf(url, person(4)), {
        write: false,
      });
      expect(
        result.hazards.filter(({ code }) => code === "DOES_NOT_FIT"),
      ).toMatchObject([
        {
          code: "DOES_NOT_FIT",
          message: "fails on values that do not fit: 5 rows in this database",
          examples: ["Bartholomew", "Clementine", "Dominique"],
        },
      ]);
      expect(reportLines(result, createColors(false))).toContain(
        "    For example: 'Bartholomew', 'Clementine', 'Dominique'",
      );
      expect(result.file?.source).toContain("5 rows in this database");
      expect(result.file?.source).not.toContain("Clementine");
    },
  ));
