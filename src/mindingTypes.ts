// What is made by hand, with what of it cannot be made again for columns of other types: it keeps them from having these.
import type {
  ColumnRef,
  Database,
  Dialect,
  Rehearsed,
} from "./dialects/dialect";
import type { Operation } from "./operations/operation";
import type { Handmade } from "./schema/schema";

/** All that is given of it, and views that mind. One query at most, and none where no column changes its type. */
export async function mindingTypes(
  database: Database,
  { unfit }: Pick<Dialect, "unfit">,
  operations: readonly Operation[],
  rehearsed: Omit<Rehearsed, "columns">,
): Promise<readonly Handmade[]> {
  const { handmade } = rehearsed;
  const columns = operations.flatMap(columnsOfOtherTypes);
  if (unfit === undefined || columns.length === 0) return handmade;
  const minding = await unfit(database, { ...rehearsed, columns });
  const known = new Set(minding.map(wordsOf));
  return [
    ...handmade.filter((object) => !known.has(wordsOf(object))),
    ...minding,
  ];
}

const wordsOf = ({ subject, name }: Handmade): string => `${subject} ${name}`;

/** Or of a type that has no more some of its labels. */
function columnsOfOtherTypes(operation: Operation): ColumnRef[] {
  switch (operation.kind) {
    case "alterColumn":
      return operation.from.type === operation.to.type
        ? []
        : [{ table: operation.table, column: operation.to.name }];
    case "alterEnumType":
      return operation.from.labels.every((label) =>
        operation.to.labels.includes(label),
      )
        ? []
        : operation.uses.map(({ table, to }) => ({ table, column: to.name }));
    default:
      return [];
  }
}
