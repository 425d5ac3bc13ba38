// Generated columns that read others.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { AnyEntity } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id: EntitySchemaColumnOptions = { type: "int", primary: true };
const a: EntitySchemaColumnOptions = { type: "int" };
const made = (
  asExpression: string,
  generatedType: "VIRTUAL" | "STORED" = "VIRTUAL",
): EntitySchemaColumnOptions => ({
  type: "int",
  asExpression,
  generatedType,
  nullable: true,
});
const thing = (
  columns: Readonly<Record<string, EntitySchemaColumnOptions>>,
): AnyEntity[] => [entity("thing", { id, ...columns })];
const rows = { thing: [{ id: 1, a: 5 }] };

onBoth(({ both, there }) => {
  both(
    "one that another reads is stored, and is not",
    [
      thing({ a, b: made("a * 2", "STORED"), c: made("b + 1", "STORED") }),
      thing({ a, b: made("a * 2"), c: made("b + 1", "STORED") }),
    ],
    { rows },
  );
  both(
    "one that others read through others is worked out anew",
    [
      thing({ a, b: made("a*2"), c: made("b*2"), d: made("c*2", "STORED") }),
      thing({
        a,
        b: made("a*3", "STORED"),
        c: made("b*2", "STORED"),
        d: made("c*2", "STORED"),
      }),
    ],
    {
      rows,
      upgraded: { thing: [{ b: 15, c: 30, d: 60 }] },
      downgraded: { thing: [{ b: 10, c: 20, d: 40 }] },
    },
    {
      rows,
      upgraded: { thing: [{ b: 10, c: 20, d: 40 }] },
      downgraded: { thing: [{ b: 15, c: 30, d: 60 }] },
    },
  );
  both(
    "one between others is made anew",
    [
      thing({ g: made("id * 2"), a, h: made("g + 1"), z: a }),
      thing({ g: made("id * 2", "STORED"), a, h: made("g + 1"), z: a }),
    ],
    { rows: { thing: [{ id: 1, a: 5, z: 6 }] } },
  );
  there("two come, of which the first reads the second", {
    from: thing({ a }),
    to: thing({ a, b: made("c * 2", "STORED"), c: made("a * 2", "STORED") }),
    rows,
    upgraded: { thing: [{ a: 5, b: 20, c: 10 }] },
    // TypeORM makes the table with the columns as they are declared, which no server takes.
    notAsSynchronized: true,
  });
  there("all of a chain go, and come back", {
    from: thing({ a, z: made("a*2"), c: made("z*2"), b: made("c*2") }),
    to: thing({ a }),
    rows,
  });
  both(
    "a column is renamed that others read through others",
    [
      thing({ a, b: made("a * 2"), c: made("b + 1"), d: made("c + 1") }),
      thing({ z: a, b: made("z * 2"), c: made("b + 1"), d: made("c + 1") }),
    ],
    {
      rows,
      answers: { renames: { "thing.a": "z" } },
      upgraded: { thing: [{ z: 5, b: 10, c: 11, d: 12 }] },
    },
    {
      rows: { thing: [{ id: 1, z: 5 }] },
      answers: { renames: { "thing.z": "a" } },
      upgraded: { thing: [{ a: 5, b: 10, c: 11, d: 12 }] },
    },
  );
});
