// Which changes of a column overwrite what partitions and tables that inherit have of their own on it, and leave room for it afterwards.
import type { Disturbance } from "../dialects/dialect";
import type { AlterColumn, Operation } from "../operations/operation";
import { setsDefault } from "../operations/setsDefault";
import { columnName } from "../schema/identity";
import type { Handmade } from "../schema/schema";

type Overwritten = NonNullable<Handmade["overwrittenBy"]>;

/** The columns, by what is overwritten. */
export function overwriting(
  operations: readonly Operation[],
  disturbed: readonly Disturbance[],
): Readonly<Record<Overwritten, ReadonlySet<string>>> {
  const altered = operations.filter(
    (operation) => operation.kind === "alterColumn",
  );
  const taking = (...takes: readonly Disturbance["takes"][]): string[] =>
    disturbed
      .filter((disturbance) => takes.includes(disturbance.takes))
      .map(({ table, column }) => columnName(table, column));
  const without = (
    keys: readonly string[],
    isUnfit: (operation: AlterColumn) => boolean,
  ): string[] => {
    const unfit = new Set(altered.filter(isUnfit).map(changedColumn));
    return keys.filter((key) => !unfit.has(key));
  };
  const anew = taking("everything");
  return {
    nothing: new Set(anew),
    // Not every type can be stored in every way.
    type: new Set([
      ...taking("views", "conditions"),
      ...without(anew, ({ from, to }) => from.type !== to.type),
    ]),
    default: new Set(
      without(
        [
          ...taking("references", "conditions"),
          ...anew,
          ...altered.filter(setsDefault).map(changedColumn),
        ],
        hasNoDefault,
      ),
    ),
  };
}

const changedColumn = ({ table, to }: AlterColumn): string =>
  columnName(table, to.name);

const hasNoDefault = ({ to: { generation } }: AlterColumn): boolean =>
  generation?.kind === "expression" || generation?.kind === "identity";
