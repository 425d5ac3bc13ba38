// What TypeORM would write down about the entities' views and generated columns, in its table for that.
import type { DataSource } from "typeorm";
import type { Dialect, Scope } from "../dialects/dialect";
import type { RecordRow } from "../operations/operation";
import { isTable, tableIdOf } from "./declare";
import { expressionOf, isMaterialized, isView } from "./views";

/** One row for each, as `insertViewDefinitionSql` and `createTable` of TypeORM's query runners write them. */
export function recordOf(
  dataSource: DataSource,
  scope: Pick<Scope, "includes" | "includesView">,
  { virtualColumns, materializedViews }: Dialect["notes"],
): RecordRow[] {
  return dataSource.entityMetadatas.flatMap((metadata): RecordRow[] => {
    const id = tableIdOf(dataSource, metadata);
    const { schema, name } = id;
    const inSchema = schema === undefined ? {} : { schema };
    if (isView(metadata))
      return !scope.includesView(id)
        ? []
        : [
            {
              type:
                materializedViews && isMaterialized(metadata)
                  ? "MATERIALIZED_VIEW"
                  : "VIEW",
              ...inSchema,
              name,
              value: expressionOf(dataSource, metadata),
            },
          ];
    return isTable(metadata) && scope.includes(id)
      ? metadata.columns
          .filter(
            ({ generatedType, asExpression }) =>
              (generatedType === "STORED" ||
                (virtualColumns && generatedType === "VIRTUAL")) &&
              asExpression,
          )
          .map((column) => ({
            type: "GENERATED_COLUMN",
            ...inSchema,
            table: name,
            name: column.databaseName,
            value: column.asExpression ?? "",
          }))
      : [];
  });
}
