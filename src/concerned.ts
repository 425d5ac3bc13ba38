// What of the live schema a report is about.
import type { Operation } from "./operations/operation";
import { idKey } from "./schema/identity";
import type { Schema } from "./schema/schema";

/** Enum types and extensions that nothing is done about are nobody's business. */
export function concerned(
  live: Schema,
  desired: Schema,
  operations: readonly Operation[],
): Schema {
  const wanted = new Set(
    [
      ...desired.enumTypes,
      ...operations.flatMap((operation) =>
        operation.kind === "dropEnumType" ? [operation.enumType] : [],
      ),
    ].map(idKey),
  );
  return {
    ...live,
    extensions: (live.extensions ?? []).filter((name) =>
      desired.extensions?.includes(name),
    ),
    enumTypes: live.enumTypes.filter((enumType) => wanted.has(idKey(enumType))),
  };
}
