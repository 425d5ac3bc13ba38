// Tables, views and types under another name, or in another schema.
import type { ObjectId } from "../../../schema/schema";
import type { Place, Statement } from "../../dialect";
import { identifier, qualified } from "../quote";
import { statement } from "../../layout";

export type ObjectWord = "TABLE" | "TYPE" | "VIEW" | "MATERIALIZED VIEW";

/** Moved to the other schema first, and then named. */
export function renameObject(
  word: ObjectWord,
  from: ObjectId,
  to: ObjectId,
  { defaultSchema }: Place,
): Statement[] {
  const before = from.schema ?? defaultSchema;
  const after = to.schema ?? defaultSchema;
  const stays = before === after;
  const moved = stays ? from : { schema: after, name: from.name };
  return [
    ...(stays
      ? []
      : [
          statement(
            `ALTER ${word} ${qualified(from)}`,
            `SET SCHEMA ${identifier(after)}`,
          ),
        ]),
    ...(from.name === to.name
      ? []
      : [
          statement(
            `ALTER ${word} ${qualified(moved)}`,
            `RENAME TO ${identifier(to.name)}`,
          ),
        ]),
  ];
}
