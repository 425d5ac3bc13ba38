// Columns: every way in which one can change, with rows, there and back.
import { entity } from "../judges/entities";
import { walk } from "../judges/walk";
import { testServer } from "../servers";

const server = testServer("postgres");

it("widens a varchar in place and keeps the rows", async () => {
  await walk(await server, {
    from: [entity("person", { name: { type: "varchar", length: 50 } })],
    to: [entity("person", { name: { type: "varchar", length: 100 } })],
    rows: { person: [{ id: 1, name: "Ann" }] },
  });
});

it("adds an enum label between two others", async () => {
  await walk(await server, {
    from: [
      entity("person", {
        state: { type: "enum", enum: ["a", "b"], default: "a" },
      }),
    ],
    to: [
      entity("person", {
        state: { type: "enum", enum: ["a", "x", "b"], default: "x" },
      }),
    ],
    rows: { person: [{ id: 1, state: "b" }] },
  });
});
