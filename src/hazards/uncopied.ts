// Rows that are there and that the server refuses when it copies them, though they are not what is changed.
import { countWords } from "../questions/facts";
import type { HazardRule } from "./hazard";

export const uncopied: HazardRule = (operation, context) => {
  const found = context.uncopied(operation);
  return found === undefined
    ? undefined
    : {
        code: "DOES_NOT_FIT",
        severity: "failure",
        message: `fails where the table is copied, on ${found.what}: ${countWords(found.count, "row")} in this database`,
        remedy: found.remedy,
      };
};
