// The enum types that entities declare, as objects of their own.
import { ConflictingEntitiesError, MetadataError } from "../../schema/errors";
import { idKey, nameOf } from "../../schema/identity";
import type { EnumType, EnumTypeId } from "../../schema/schema";
import type { DeclaredTable } from "../declared";

/** Each enum type once, however many columns share it. */
export function enumTypesOf(
  declared: readonly DeclaredTable[],
  enumId: (declared: EnumTypeId) => EnumTypeId,
): EnumType[] {
  const found = new Map<
    string,
    { enumType: EnumType; declaredBy: () => string }
  >();
  for (const table of declared) {
    for (const column of table.columns) {
      if (column.enumType === undefined) continue;
      const declaredBy = (): string =>
        `${table.entities.join(" and ")}.${column.name}`;
      if (column.enumLabels === undefined)
        throw new MetadataError(
          `Column "${column.name}" of table "${nameOf(table)}" is an enum without values (${declaredBy()}). Give it \`enum: …\`.`,
        );
      const enumType = {
        ...enumId(column.enumType),
        labels: column.enumLabels,
      };
      const key = idKey(enumType);
      const other = found.get(key);
      if (other === undefined) found.set(key, { enumType, declaredBy });
      else if (!sameLabels(other.enumType.labels, column.enumLabels))
        throw new ConflictingEntitiesError(
          `Enum type "${nameOf(enumType)}" is declared twice with different values, by ${other.declaredBy()} and by ${declaredBy()}. Make them agree, or give one another \`enumName\`.`,
        );
    }
  }
  return [...found.values()].map(({ enumType }) => enumType);
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label, index) => label === b[index]);
}
