// A view whose name an entity's table gets: once it is answered that the view goes, the table comes in the same file.
import { casesOn } from "../judges/cases";
import { entity, view } from "../judges/entities";
import { describeOn } from "../servers";
import { serverKinds } from "../servers/admin";

for (const kind of serverKinds)
  describeOn(kind, "a view and a table of one name", () => {
    const person = entity("person", {
      name: { type: "varchar", length: 20, nullable: true },
    });
    const names = view("names", ["name"], {
      expression: "SELECT name FROM person",
    });
    const table = entity("names", { label: { type: "varchar", length: 20 } });

    casesOn(kind).there("the view becomes the table", {
      from: [person, names],
      to: [person, table],
      answers: { drops: ["names"] },
      rows: { person: [{ id: 1, name: "Ann" }] },
    });
    casesOn(kind).there("the table becomes the view", {
      from: [person, table],
      to: [person, names],
      answers: { drops: ["names"] },
      rows: { person: [{ id: 1, name: "Ann" }] },
    });
  });
