// What a foreign key refers to, by which columns: its name and actions aside.
import { sameId } from "./identity";
import type { ForeignKey } from "./schema";

export const refersAlike = (a: ForeignKey, b: ForeignKey): boolean =>
  sameId(a.references, b.references) &&
  sameNames(a.columns, b.columns) &&
  sameNames(a.referencedColumns, b.referencedColumns);

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, at) => name === b[at]);
