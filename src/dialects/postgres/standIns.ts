// Temporary enum types in the place of those that the database lacks, or has with other labels, so that what speaks of them can be printed.
import { equal } from "../../schema/equal";
import { idKey } from "../../schema/identity";
import type { Column, EnumType, Schema, Table } from "../../schema/schema";
import { identifier, literal, qualified } from "./quote";
import { enumTypeText, isArray } from "./types";

export interface StandIn {
  readonly enumType: EnumType;
  /** What the temporary type is called: its own name where that alone finds it, else one that nothing else bears. */
  readonly name: string;
}

/** By the enum type's key. `found` is what exists, under the names that it has. */
export function standInsFor(
  desired: Schema,
  found: Schema,
): ReadonlyMap<string, StandIn> {
  const before = new Map(
    found.enumTypes.map((enumType) => [idKey(enumType), enumType.labels]),
  );
  return new Map(
    desired.enumTypes
      .filter(
        (enumType) => !equal(before.get(idKey(enumType)), enumType.labels),
      )
      .map((enumType, number) => [
        idKey(enumType),
        {
          enumType,
          name:
            enumType.schema === undefined
              ? enumType.name
              : `typeorm_autogenerate_enum_${number}_`,
        },
      ]),
  );
}

export const standInDefinitions = (standIns: Iterable<StandIn>): string[] =>
  [...standIns].map(
    ({ name, enumType }) =>
      `CREATE TYPE pg_temp.${identifier(name)} AS ENUM (${enumType.labels.map(literal).join(", ")})`,
  );

/** The table as it is while temporary types stand in for some of its own. */
export function withStandIns(
  table: Table,
  standIns: ReadonlyMap<string, StandIn>,
): Table {
  return table.columns.some((column) => hasStandIn(column, standIns))
    ? {
        ...table,
        columns: table.columns.map((column) => standing(column, standIns)),
      }
    : table;
}

export const hasStandIn = (
  { enumType }: Column,
  standIns: ReadonlyMap<string, StandIn>,
): boolean => enumType !== undefined && standIns.has(idKey(enumType));

export function standing(
  column: Column,
  standIns: ReadonlyMap<string, StandIn>,
): Column {
  const standIn = column.enumType && standIns.get(idKey(column.enumType));
  return standIn === undefined
    ? column
    : {
        ...column,
        type: enumTypeText({ name: standIn.name }, isArray(column.type)),
      };
}

/** What the server calls each type for which one of another name stands in: rows of a name and a text. */
export const spellingQuery = (standIns: Iterable<StandIn>): string[] =>
  [...standIns]
    .filter(({ enumType }) => enumType.schema !== undefined)
    .map(
      ({ name, enumType: { schema = "", name: own } }) =>
        `SELECT ${literal(name)}, NULL, COALESCE(to_regtype(${literal(qualified({ schema, name: own }))})::text, quote_ident(${literal(schema)}) || '.' || quote_ident(${literal(own)})), NULL, NULL, NULL`,
    );
