// Views made, replaced and dropped, with what hangs on them.
import { viewWord } from "../../../operations/describeView";
import { idOf } from "../../../schema/identity";
import type { Attachment, View, ViewId } from "../../../schema/schema";
import { isReplaceable } from "../../../schema/views";
import type { Place, Statement } from "../../dialect";
import { qualified } from "../quote";
import { statement } from "../../layout";
import { createIndex } from "./definitions";
import { renameObject, type ObjectWord } from "./renameObject";

/** The view, its indexes, and then what else hung on it: grants and comments may speak of either, and do so by the view's old name. */
export function createView(view: View, place: Place): Statement[] {
  const { schema: _schema, ...rest } = view;
  const old: View = { ...rest, ...nameFor(view) };
  return [
    definition("CREATE", old),
    ...view.indexes.flatMap((index) => createIndex(old, index)),
    ...attached(view, () => true),
    ...renameObject(kindOf(view), idOf(old), idOf(view), place),
  ];
}

function attached(
  view: View,
  wanted: (attachment: Attachment) => boolean,
): Statement[] {
  return (view.attachments?.statements ?? [])
    .filter(
      ({ only }) =>
        (only ?? viewWord(view.materialized)) === viewWord(view.materialized),
    )
    .filter(wanted)
    .map(({ sql }) => ({ sql, transactional: true }));
}

/** In place where the server allows it, which keeps all that hangs on the view; what hung on a column that comes back does so too. */
export function alterView(from: View, to: View, place: Place): Statement[] {
  return isReplaceable(from, to)
    ? [
        definition("CREATE OR REPLACE", to),
        ...attached(to, ({ columns = [] }) =>
          columns.some(
            (column) =>
              from.columns?.some(({ name }) => name === column) === false,
          ),
        ),
      ]
    : [dropView(from), ...createView(to, place)];
}

export const dropView = (view: View): Statement =>
  statement(`DROP ${kindOf(view)} ${qualified(view)}`);

// Options that are not said again are reset by OR REPLACE.
function definition(
  verb: "CREATE" | "CREATE OR REPLACE",
  view: View,
): Statement {
  const parameters =
    view.parameters === undefined
      ? ""
      : ` WITH (${view.parameters.join(", ")})`;
  return {
    sql: [
      `${verb} ${kindOf(view)} ${qualified(view)}${parameters} AS`,
      view.typed ?? view.definition,
      ...(view.unpopulated ? ["WITH NO DATA"] : []),
    ].join("\n"),
    transactional: true,
  };
}

const kindOf = ({ materialized }: View): ObjectWord =>
  materialized ? "MATERIALIZED VIEW" : "VIEW";

const nameFor = (view: View): ViewId => view.attachments?.to ?? idOf(view);
