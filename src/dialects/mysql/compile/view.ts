// Views made, replaced, renamed and dropped.
import type { View, ViewId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { qualified } from "../quote";

export const createView = (view: View): Statement => definition("CREATE", view);

/** OR REPLACE takes any query in place of any other, and grants stay. */
export const alterView = (to: View): Statement =>
  definition("CREATE OR REPLACE", to);

export const dropView = (view: View): Statement =>
  statement(`DROP VIEW ${qualified(view)}`);

/** "RENAME TABLE Statement" in the manual: views too, within one database. */
export const renameView = (from: ViewId, to: ViewId): Statement =>
  statement(`RENAME TABLE ${qualified(from)}`, `TO ${qualified(to)}`);

/** Who defined it, and all else that is not said again, is reset by OR REPLACE. */
function definition(
  verb: "CREATE" | "CREATE OR REPLACE",
  view: View,
): Statement {
  const value = (name: string): string | undefined =>
    view.parameters
      ?.find((parameter) => parameter.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const clause = (name: string, words: (value: string) => string): string[] => {
    const found = value(name);
    return found === undefined ? [] : [words(found)];
  };
  const head = [
    verb,
    ...clause("algorithm", (algorithm) => `ALGORITHM=${algorithm}`),
    ...clause("definer", (definer) => `DEFINER=${definer}`),
    ...clause("security", (security) => `SQL SECURITY ${security}`),
    `VIEW ${qualified(view)}`,
    // A view with the query of an entity has the names of the query.
    ...(view.typed === undefined
      ? clause("columns", (columns) => columns)
      : []),
    "AS",
  ].join(" ");
  return {
    sql: [
      head,
      view.typed ?? view.definition,
      ...clause("check", (check) => `WITH ${check} CHECK OPTION`),
    ].join("\n"),
    transactional: true,
  };
}
