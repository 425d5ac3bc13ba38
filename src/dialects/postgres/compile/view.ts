// A view taken down and put back as it was.
import type { View } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { qualified } from "../quote";
import { statement } from "./layout";

export function createView(view: View): Statement[] {
  const parameters =
    view.parameters === undefined
      ? ""
      : ` WITH (${view.parameters.join(", ")})`;
  return [
    {
      sql: `CREATE ${kindOf(view)} ${qualified(view)}${parameters} AS\n${view.definition}`,
      transactional: true,
    },
    ...view.attachments.map((sql) => ({ sql, transactional: true })),
  ];
}

export const dropView = (view: View): Statement =>
  statement(`DROP ${kindOf(view)} ${qualified(view)}`);

const kindOf = ({ materialized }: View): string =>
  materialized ? "MATERIALIZED VIEW" : "VIEW";
