// What is set by hand on columns, constraints and indexes, put back where they are made anew.
import type {
  Column,
  Constraint,
  Index,
  IndexMarks,
  TableId,
} from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { identifier, identifiers, literal, qualified } from "../quote";
import { statement } from "../../layout";

/** Storage, statistics and privileges of a column that is made anew. */
export function columnMarks(table: TableId, column: Column): Statement[] {
  const name = identifier(column.name);
  return [
    ...[...(column.storage ?? []), ...(column.statistics ?? [])].map(
      (setting) => columnSetting(table, column, setting),
    ),
    ...(column.grants ?? []).map(({ privilege, role, grantable }) =>
      statement(
        `GRANT ${privilege} (${name}) ON ${qualified(table)}`,
        `TO ${role}${grantable ? " WITH GRANT OPTION" : ""}`,
      ),
    ),
  ];
}

/** Tables that inherit have their own. */
export const columnSetting = (
  table: TableId,
  column: Column,
  setting: string,
): Statement =>
  statement(
    `ALTER TABLE ONLY ${qualified(table)}`,
    `ALTER COLUMN ${identifier(column.name)} ${setting}`,
  );

export function constraintMarks(
  table: TableId,
  constraint: Constraint,
): Statement[] {
  const { name, comment } = constraint;
  return [
    // What a constraint says of itself ends in WHERE, behind which no tablespace may stand.
    ...(constraint.kind === "exclusion" && constraint.tablespace !== undefined
      ? [
          statement(
            `ALTER INDEX ${besides(table, name)}`,
            `SET TABLESPACE ${identifier(constraint.tablespace)}`,
          ),
        ]
      : []),
    ...(constraint.kind === "foreignKey" || constraint.kind === "check"
      ? []
      : indexUses(table, name, constraint)),
    ...(comment === undefined
      ? []
      : [
          statement(
            `COMMENT ON CONSTRAINT ${identifier(name)}`,
            `ON ${qualified(table)} IS ${literal(comment)}`,
          ),
        ]),
  ];
}

export function createdIndexMarks(table: TableId, index: Index): Statement[] {
  const own = besides(table, index.name);
  return [
    ...indexUses(table, index.name, index),
    ...(index.statistics ?? []).map((setting) =>
      statement(`ALTER INDEX ${own} ${setting}`),
    ),
    ...(index.comment === undefined
      ? []
      : [statement(`COMMENT ON INDEX ${own} IS ${literal(index.comment)}`)]),
  ];
}

/** An index is in its table's schema. */
export const besides = (table: TableId, index: string): string =>
  qualified(
    table.schema === undefined
      ? { name: index }
      : { schema: table.schema, name: index },
  );

function indexUses(
  table: TableId,
  name: string,
  { clustered, replicaIdentity }: IndexMarks,
): Statement[] {
  const alter = `ALTER TABLE ${qualified(table)}`;
  return [
    ...(clustered ? [statement(alter, `CLUSTER ON ${identifier(name)}`)] : []),
    ...(replicaIdentity
      ? [statement(alter, `REPLICA IDENTITY USING INDEX ${identifier(name)}`)]
      : []),
  ];
}

/** `INCLUDE (…)`, where there is any. */
export const includeClause = ({ include }: IndexMarks): string =>
  include === undefined ? "" : ` INCLUDE (${identifiers(include)})`;

/** `WITH (…)`, where there is any. */
export const parametersClause = ({ parameters }: IndexMarks): string =>
  parameters === undefined ? "" : `WITH (${parameters.join(", ")})`;
