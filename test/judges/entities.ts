// Entity sets as plain data: a case is a list of these, and a new one costs four lines.
import type { ViewEntityOptions } from "typeorm/decorator/options/ViewEntityOptions";
import {
  Column,
  Entity,
  EntitySchema,
  Index,
  PrimaryGeneratedColumn,
  ViewColumn,
  ViewEntity,
  type ColumnOptions,
  type EntityOptions,
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

/** A decorated class, for what an EntitySchema cannot say: identity columns and their mode, comments on tables. Columns marked `generated` are primary keys. */
export function decorated(
  name: string,
  columns: Readonly<Record<string, DecoratedColumn>>,
  options: EntityOptions = {},
): new () => object {
  const target = class {};
  Entity(name, options)(target);
  for (const [property, { generated, ...options }] of Object.entries(columns)) {
    // Only for identity does TypeORM's type take `generatedIdentity`.
    const column =
      generated === undefined
        ? Column(options)
        : PrimaryGeneratedColumn(generated as "identity", options as object);
    column(target.prototype, property);
  }
  return target;
}

type DecoratedColumn = ColumnOptions & {
  readonly generated?: "increment" | "identity" | "uuid";
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
};

/** A decorated class for a view: an EntitySchema cannot say that it is materialized, nor what it depends on. */
export function view(
  name: string,
  columns: readonly string[],
  options: Omit<ViewEntityOptions, "name"> & {
    readonly indexes?: readonly IndexOptions[];
  },
): new () => object {
  const target = class {};
  const { indexes = [], ...rest } = options;
  ViewEntity(name, rest)(target);
  for (const column of columns) ViewColumn()(target.prototype, column);
  for (const { name: index, on, ...more } of indexes)
    Index(index, [...on], more)(target);
  return target;
}

interface IndexOptions {
  readonly name: string;
  readonly on: readonly string[];
  readonly unique?: boolean;
  readonly where?: string;
  readonly synchronize?: false;
}
