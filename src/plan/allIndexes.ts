// Indexes of a table with those that its entity leaves alone: a server does not tell them apart.
import type { Index, Table } from "../schema/schema";

export const allIndexes = ({
  indexes,
  handmadeIndexes = [],
}: Table): readonly Index[] => [...indexes, ...handmadeIndexes];
