// What entities are mapped to: their tables, and the columns of their properties.
import type { DataSource, EntityMetadata } from "typeorm";
import type { Mapping } from "../schema/mapping";
import { isTable, tableIdOf } from "./declare";

/** Of entities and properties that are known by one name alone. Tables between two others have no entity that anybody wrote. */
export function mappingsOf(dataSource: DataSource): Mapping[] {
  const entities = dataSource.entityMetadatas.filter(
    (metadata) => isTable(metadata) && metadata.tableType === "regular",
  );
  return alone(entities, ({ name }) => name).map((metadata) => ({
    entity: metadata.name,
    table: tableIdOf(dataSource, metadata),
    columns: columnsOf(metadata),
  }));
}

function columnsOf({ columns }: EntityMetadata): Mapping["columns"] {
  const mapped = columns.filter(({ isVirtualProperty }) => !isVirtualProperty);
  return new Map(
    alone(mapped, ({ propertyPath }) => propertyPath).map(
      ({ propertyPath, databaseName }) => [propertyPath, databaseName],
    ),
  );
}

/** Those whose name no other has. */
function alone<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Item[] {
  const counts = new Map<string, number>();
  for (const item of items)
    counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return items.filter((item) => counts.get(nameOf(item)) === 1);
}
