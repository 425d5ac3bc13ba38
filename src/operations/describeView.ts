// Operations on views in words.
import { nameOf } from "../schema/identity";
import type { View } from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import type { Description } from "./describe";
import type { AlterView, Operation, Remaking } from "./operation";

type ViewOperation = Extract<
  Operation,
  { readonly kind: "createView" | "dropView" | "alterView" | "renameView" }
>;

export const viewWord = (
  materialized: boolean,
): "view" | "materialized view" =>
  materialized ? "materialized view" : "view";

export function describedView(operation: ViewOperation): Description {
  switch (operation.kind) {
    case "createView":
      return line("+", operation.view, putBackWords, operation.remade);
    case "dropView":
      return line("-", operation.view, takenDownWords, operation.remade);
    case "alterView":
      return {
        sign: "~",
        subject: viewWord(operation.from.materialized),
        name: nameOf(operation.to),
        detail: viewChange(operation),
      };
    case "renameView":
      return {
        sign: "~",
        subject: viewWord(operation.materialized),
        name: nameOf(operation.from),
        detail: `renamed to ${nameOf(operation.to)}`,
      };
    default:
      return unreachable(operation);
  }
}

type Words = Readonly<Record<Remaking, string>>;

const takenDownWords: Words = {
  "in the way": "in the way, put back below",
  changed: "made anew below",
};

const putBackWords: Words = {
  "in the way": "put back as it was",
  changed: "made anew",
};

function line(
  sign: Description["sign"],
  view: View,
  words: Words,
  remade: Remaking | undefined,
): Description {
  return {
    sign,
    subject: viewWord(view.materialized),
    name: nameOf(view),
    detail: remade === undefined ? "" : words[remade],
  };
}

function viewChange({ from, to }: AlterView): string {
  if (from.materialized !== to.materialized)
    return `becomes a ${viewWord(to.materialized)}`;
  const names = (view: View) => view.columns?.map(({ name }) => name) ?? [];
  const [before, after] = [names(from), names(to)];
  return [
    "query",
    ...after
      .filter((name) => !before.includes(name))
      .map((name) => `+ ${name}`),
    ...(to.columns === undefined
      ? []
      : before
          .filter((name) => !after.includes(name))
          .map((name) => `- ${name}`)),
  ].join(", ");
}
