// Foreign keys that stay, whose columns get another collation: rows may refer to none under it.
import { countWords } from "../questions/facts";
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const refersToNone: HazardRule = (operation, { orphans }) => {
  const found = orphans(operation);
  if (found.length === 0) return undefined;
  const rows = found.map(
    ({ references, count }) =>
      `on rows that refer to "${nameOf(references)}" only by the collation that goes: ${countWords(count, "row")} in this database`,
  );
  const names = found.map(({ references }) => `"${nameOf(references)}"`);
  return {
    code: "CONSTRAINT_ON_EXISTING",
    severity: "failure",
    message: `fails ${rows.join(", and ")}`,
    remedy: `Write their values as they are in ${names.join(" and ")} first.`,
  };
};
