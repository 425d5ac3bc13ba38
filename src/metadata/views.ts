// View entities → what they declare.
import type { DataSource, EntityMetadata } from "typeorm";
import type { DeclaredView } from "../dialects/dialect";
import { MetadataError } from "../schema/errors";
import { nameOf } from "../schema/identity";
import { declaredIndexes, requireMetadata, tableIdOf } from "./declare";

/** Whether TypeORM would make a view for it. */
export const isView = (metadata: EntityMetadata): boolean =>
  metadata.synchronize && metadata.tableType === "view";

/**
 * The views that the entities of an initialised DataSource declare.
 * @throws MetadataError where a query is missing or has parameters.
 */
export function declareViews(dataSource: DataSource): DeclaredView[] {
  requireMetadata(dataSource);
  return dataSource.entityMetadatas.filter(isView).map((metadata) => {
    const id = tableIdOf(dataSource, metadata);
    const needed = [...(metadata.dependsOn ?? [])];
    return {
      ...id,
      entity: metadata.name,
      materialized: isMaterialized(metadata),
      expression: expressionOf(dataSource, metadata),
      dependsOn: dataSource.entityMetadatas
        .filter(
          (other) =>
            other !== metadata &&
            isView(other) &&
            (needed.includes(other.target) || needed.includes(other.name)),
        )
        .map((other) => tableIdOf(dataSource, other)),
      // TypeORM makes none on a view that only looks, and the server would take none.
      indexes: isMaterialized(metadata) ? declaredIndexes(id, metadata) : [],
      columns: metadata.columns.map(({ databaseName }) => databaseName),
    };
  });
}

export const isMaterialized = (metadata: EntityMetadata): boolean =>
  metadata.tableMetadataArgs.materialized === true;

/** The query in the words that TypeORM writes down: a string without the space around it, or what the query builder gives. */
export function expressionOf(
  dataSource: DataSource,
  metadata: EntityMetadata,
): string {
  const { expression } = metadata;
  if (typeof expression === "string") return expression.trim();
  const name = nameOf(tableIdOf(dataSource, metadata));
  if (expression === undefined)
    throw new MetadataError(
      `View "${name}" (${metadata.name}) has no query. Give it \`expression: …\`.`,
    );
  const query = expression(dataSource);
  const parameters = Object.keys(query.getParameters());
  if (parameters.length > 0)
    throw new MetadataError(
      `The query of view "${name}" (${metadata.name}) has parameters (${parameters.join(", ")}), which a view cannot have. Write their values into it.`,
    );
  return query.getQuery();
}
