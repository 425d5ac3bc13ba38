// Rows whose reference holds only by the collation that goes: under another one, 'A' is no longer 'a'.
import type { Column } from "../../../schema/schema";
import type { Reference } from "../../dialect";
import { identifier, qualified } from "../quote";
import { charsetOf, isText } from "../types";

/**
 * For rows of the referring table, as they are, a condition that is true for those which would refer to none. Not by NOT EXISTS: MariaDB keeps the
 * answers of such a query by the value that it has from outside, and takes that of 'A' for that of 'a' ("Subquery Cache" in the knowledge base).
 */
export function orphans({
  table,
  references,
  pairs,
}: Reference): string | undefined {
  if (!pairs.some(({ as }) => isText(as.type))) return undefined;
  const parent = identifier("referred_to");
  const own = pairs.map(({ column, as }) => ({
    name: `${qualified(table)}.${identifier(column)}`,
    as,
  }));
  const others = pairs.map(({ referenced, as }) => ({
    name: `${parent}.${identifier(referenced)}`,
    as,
  }));
  return [
    ...own.map(isThere),
    `(${own.map(compared).join(", ")}) NOT IN (SELECT ${others.map(compared).join(", ")} FROM ${qualified(references)} AS ${parent} WHERE ${others.map(isThere).join(" AND ")})`,
  ].join(" AND ");
}

interface Compared {
  readonly name: string;
  readonly as: Column;
}

const isThere = ({ name }: Compared): string => `${name} IS NOT NULL`;

function compared({ name, as }: Compared): string {
  const charset = charsetOf(as);
  return !isText(as.type) || as.collation === undefined || charset === undefined
    ? name
    : `CONVERT(${name} USING ${charset}) COLLATE ${as.collation}`;
}
