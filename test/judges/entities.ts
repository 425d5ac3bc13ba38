// Entity sets as plain data: a case is a list of these, and a new one costs four lines.
import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  type EntitySchemaOptions,
} from "typeorm";

export type Row = Readonly<Record<string, unknown>>;

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

type Rest = Omit<EntitySchemaOptions<Row>, "name" | "columns">;

/** An entity on a table of that name. Without a primary column of its own it gets a plain integer `id`. */
export function entity(
  name: string,
  columns: Columns,
  rest: Rest = {},
): EntitySchema<Row> {
  const keyed = Object.values(columns).some((column) => column.primary);
  return new EntitySchema<Row>({
    name,
    columns: keyed
      ? { ...columns }
      : { id: { type: "integer", primary: true }, ...columns },
    ...rest,
  });
}
