// Rows that get values are updated, and triggers of their table see that.
import { namesOf } from "./names";
import type { HazardRule } from "./hazard";

export const triggersFire: HazardRule = (operation, { fires }) => {
  const fired = fires(operation);
  return fired === undefined
    ? undefined
    : {
        code: "TRIGGERS_FIRE",
        severity: "note",
        message: `updates rows${onTheWay[fired.when]}, which fires ${namesOf(fired.triggers.map((name) => ({ subject: "trigger", name })))}`,
        remedy:
          "See that what they write is wanted. Otherwise drop them in an earlier migration, and make them anew in a later one.",
      };
};

const onTheWay = {
  up: "",
  down: " on the way down",
  both: ", on the way down too",
} as const;
