// A default of an enum that is a function: what it gives is meant, not its source.
import { there } from "../judges/cases";
import { entity } from "../judges/entities";

const person = (one: unknown, many: unknown) => [
  entity("person", {
    one: { type: "enum", enum: ["a", "b"], default: one },
    many: { type: "enum", enum: ["a", "b"], array: true, default: many },
  }),
];

there("is what the function gives", {
  from: person("a", "{a}"),
  to: person(
    () => "'b'::person_one_enum",
    () => "ARRAY[]::person_many_enum[]",
  ),
  rows: { person: [{ id: 1 }] },
  // TypeORM before 1.1 cannot build it.
  notAsSynchronized: true,
});
