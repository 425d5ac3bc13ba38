// Hand-made objects on the oldest and the newest PostgreSQL: what the catalogs of one say in another way, and what only the other knows.
import { entity } from "../judges/entities";
import { walk } from "../judges/walk";
import { describeOn, testServer } from "../servers";

const person = (length: number, labels: readonly string[]) => [
  entity(
    "person",
    {
      name: { type: "varchar", length },
      age: { type: "integer" },
      state: { type: "enum", enum: [...labels], enumName: "state" },
    },
    { indices: [{ name: "by_state", synchronize: false }] },
  ),
];

const handmade = [
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "CREATE TRIGGER named BEFORE UPDATE OF name ON person FOR EACH ROW WHEN (NEW.state = 'in') EXECUTE FUNCTION noop()",
  "ALTER TABLE person DISABLE TRIGGER named",
  "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
  "CREATE POLICY own ON person USING (name = current_user AND state <> 'out')",
  "CREATE RULE still AS ON UPDATE TO person WHERE NEW.name = OLD.name DO INSTEAD NOTHING",
  "CREATE STATISTICS both_columns ON name, age FROM person",
  "ALTER TABLE person ALTER name SET STORAGE EXTERNAL",
  "ALTER TABLE person ALTER name SET STATISTICS 300",
  "CREATE INDEX by_state ON person (name) WHERE state = 'in'",
  "COMMENT ON INDEX by_state IS 'made by hand'",
];
const rows = { person: [{ id: 1, name: "Ann", age: 7, state: "in" }] };
const given = {
  from: person(50, ["in", "out"]),
  to: person(60, ["out", "in", "on"]),
  handmade,
  handmadeAfter: handmade,
  rows,
};

it("walks on PostgreSQL 12", async () => {
  await walk(await testServer("postgres", 12), given);
}, 600_000);

describeOn("pg_dump 18", "with a dump of its own age", () => {
  it("walks on PostgreSQL 18, with column lists, row filters and statistics of expressions", async () => {
    const newer = [
      ...handmade,
      "DROP PUBLICATION IF EXISTS ta_newer",
      "CREATE PUBLICATION ta_newer FOR TABLE person (id, name, state) WHERE (name <> 'x') WITH (publish = 'insert')",
      "CREATE STATISTICS lowered ON lower(name), age FROM person",
      "ALTER STATISTICS lowered SET STATISTICS 50",
      "ALTER TABLE person ALTER name SET COMPRESSION pglz",
    ];
    await walk(await testServer("postgres", 18), {
      ...given,
      handmade: newer,
      handmadeAfter: newer,
    });
  }, 600_000);
});
