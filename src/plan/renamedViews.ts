// Views that read others which get their old names back.
import type { Operation } from "../operations/operation";
import { idKey } from "../schema/identity";
import type { View } from "../schema/schema";

/** Whether an operation makes a view that reads one which is renamed, if only by way of others that are made. */
export function readersOfRenamed(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const awaited = new Set(
    operations.flatMap((operation) =>
      operation.kind === "renameView"
        ? [idKey(operation.from), idKey(operation.to)]
        : [],
    ),
  );
  const waits = ({ reads }: View): boolean =>
    reads.some((read) => awaited.has(idKey(read)));
  const made = operations.flatMap((operation) => viewMade(operation) ?? []);
  for (let size = -1; size !== awaited.size;) {
    size = awaited.size;
    for (const view of made) if (waits(view)) awaited.add(idKey(view));
  }
  return (operation) => {
    const view = viewMade(operation);
    return view !== undefined && waits(view);
  };
}

function viewMade(operation: Operation): View | undefined {
  switch (operation.kind) {
    case "createView":
      return operation.view;
    case "alterView":
      return operation.to;
    default:
      return undefined;
  }
}
