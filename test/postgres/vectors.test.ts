// pgvector: vectors come and go with the extension, and change their kind and length.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both, refused, there } from "../judges/cases";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";

const text = (options: EntitySchemaColumnOptions) => [
  entity("text", { meaning: { nullable: true, ...options } }),
];
const groundwork = [`CREATE EXTENSION vector`];
const rows = { text: [{ id: 1, meaning: [1, 2, 3] }, { id: 2 }] };

describeOn("vector", "vectors", () => {
  there("come with the extension, and go with it", {
    from: [entity("text", {})],
    to: text({ type: "vector", length: 3 }),
    rows: { text: [{ id: 1 }] },
  });
  both(
    "of any length get one",
    [text({ type: "vector" }), text({ type: "vector", length: 3 })],
    { groundwork, rows },
  );
  both(
    "become half as precise",
    [text({ type: "vector", length: 3 }), text({ type: "halfvec", length: 3 })],
    { groundwork, rows },
  );
  alike("are found as they were", {
    from: text({ type: "halfvec", length: 4 }),
    to: text({ type: "halfvec", length: 4 }),
    groundwork,
  });
  refused("of another length are refused", /expected 4 dimensions/, {
    from: text({ type: "vector", length: 3 }),
    to: text({ type: "vector", length: 4 }),
    groundwork,
    rows,
  });
});
