// The entity sets that are measured: as many tables as asked for, each with what tables in earnest have.
import type { EntitySchemaColumnOptions, EntitySchemaOptions } from "typeorm";
import type { ServerKind } from "../test/servers/admin";

/** Plain data, so that it can be written into a data source of plain JavaScript. */
export type Entity = EntitySchemaOptions<unknown>;

export const differences = ["no difference", "one difference"] as const;
export type Difference = (typeof differences)[number];

/** Tables of 14 columns with an enum, a check, three indexes and two foreign keys each. One difference is one more column. */
export function entitySet(
  tables: number,
  difference: Difference,
  server: ServerKind = "postgres",
): Entity[] {
  const changed =
    difference === "one difference" ? Math.floor(tables / 2) : undefined;
  return Array.from({ length: tables }, (_, number) =>
    table(number, number === changed ? { remark: nullableText } : {}, server),
  );
}

type Columns = Record<string, EntitySchemaColumnOptions>;

const nullableText = { type: "text", nullable: true } as const;

const tableName = (number: number): string =>
  `shop_${String(number).padStart(4, "0")}`;

/** Types that not every server has. */
const typesOf = (server: ServerKind) =>
  server === "postgres"
    ? ({
        tags: { type: "text", array: true, default: [] },
        details: { type: "jsonb", nullable: true },
        moment: { type: "timestamp with time zone" },
      } as const)
    : ({
        tags: { type: "varchar", default: "" },
        details: { type: "json", nullable: true },
        moment: { type: "datetime" },
      } as const);

function table(number: number, more: Columns, server: ServerKind): Entity {
  const { tags, details, moment } = typesOf(server);
  const name = tableName(number);
  return {
    name,
    columns: {
      id: { type: "integer", primary: true, generated: "increment" },
      code: { type: "varchar", length: 20 },
      name: { type: "varchar", length: 100 },
      state: {
        type: "enum",
        enum: ["draft", "open", "closed"],
        default: "draft",
      },
      quantity: { type: "integer", default: 0 },
      price: { type: "numeric", precision: 12, scale: 2, default: 0 },
      active: { type: "boolean", default: true },
      tags,
      details,
      remarks: nullableText,
      created_at: { ...moment, createDate: true },
      closed_at: { ...moment, nullable: true },
      ...more,
    },
    relations: {
      // Each table refers to the one before it, and to itself.
      shop: {
        type: "many-to-one",
        target: tableName(Math.max(number - 1, 0)),
        joinColumn: { name: "shop_id" },
        nullable: number === 0,
        onDelete: "CASCADE",
      },
      parent: {
        type: "many-to-one",
        target: name,
        joinColumn: { name: "parent_id" },
        nullable: true,
        onDelete: "SET NULL",
      },
    },
    checks: [
      {
        name: `${name}_price_check`,
        expression: "price >= 0 AND quantity >= 0",
      },
    ],
    indices: [
      { name: `${name}_code`, columns: ["code"], unique: true },
      { name: `${name}_name`, columns: ["name"] },
      { name: `${name}_state_created`, columns: ["state", "created_at"] },
    ],
  };
}
