// An index on the start of a value becomes one on the whole value with a type that has no more, and stays so.
import type { Column, Index, IndexKey, Table } from "../../schema/schema";
import { baseOf, isBinary, isText, modifiersOf } from "./types";

/** The index as the server makes it of the live one where its columns get their new types. */
export function withoutVainLengths(
  index: Index,
  columns: readonly Column[],
  live: Table,
): Index {
  const typeIn = (of: readonly Column[], key: IndexKey): string | undefined =>
    of.find(({ name }) => name === key.column)?.type;
  return {
    ...index,
    keys: index.keys.map((key) => {
      const { length, ...whole } = key;
      const type = typeIn(columns, key);
      return length === undefined ||
        type === undefined ||
        type === typeIn(live.columns, key) ||
        roomIn(type) > length
        ? key
        : whole;
    }),
  };
}

/** How many characters or bytes a value has at most; none where it has no start. */
function roomIn(type: string): number {
  if (!isText(type) && !isBinary(type)) return 0;
  const [room] = modifiersOf(type);
  return room ?? (baseOf(type).startsWith("tiny") ? 255 : Infinity);
}
