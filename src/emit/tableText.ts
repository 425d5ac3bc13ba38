// A table in words: its columns in their order, then the rest in the order of what it is, names last.
import { indexKeyText } from "../operations/describeKeys";
import { nameOf } from "../schema/identity";
import type {
  Check,
  Column,
  Exclusion,
  ForeignKey,
  Generation,
  Index,
  PrimaryKey,
  Table,
  Unique,
} from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import { onOneLine } from "./sql";

/** Everything that is compared about a table, a line a thing. */
export function tableLines(table: Table): readonly string[] {
  const { comment, columns, primaryKey } = table;
  return [
    ...(comment === undefined ? [] : [`comment ${quoted(comment)}`]),
    ...(table.engine === undefined ? [] : [`engine ${table.engine}`]),
    ...columns.map(columnLine),
    ...(primaryKey === undefined ? [] : [primaryKeyLine(primaryKey)]),
    ...table.uniques.map(uniqueLine).sort(),
    ...table.checks.map(checkLine).sort(),
    ...table.exclusions.map(exclusionLine).sort(),
    ...table.foreignKeys.map(foreignKeyLine).sort(),
    ...indexLines(table.indexes.filter(({ implied }) => implied !== true)),
  ];
}

export const indexLines = (indexes: readonly Index[]): readonly string[] =>
  indexes.map(indexLine).sort();

/** As SQL writes a string. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function columnLine(column: Column): string {
  return words(
    "column",
    column.name,
    column.type,
    column.charset && `CHARACTER SET ${column.charset}`,
    column.collation && `COLLATE ${column.collation}`,
    column.srid !== undefined && `SRID ${column.srid}`,
    !column.nullable && "NOT NULL",
    column.default !== undefined && `DEFAULT ${onOneLine(column.default)}`,
    column.onUpdate && `ON UPDATE ${column.onUpdate}`,
    column.generation && generationText(column.generation),
    column.comment !== undefined && `COMMENT ${quoted(column.comment)}`,
  );
}

/** Which sequence a serial column draws from is its own affair, and not compared. */
function generationText(generation: Generation): string {
  switch (generation.kind) {
    case "serial":
      return "serial";
    case "identity":
      return `GENERATED ${generation.mode} AS IDENTITY`;
    case "increment":
      return "AUTO_INCREMENT";
    case "expression":
      return `GENERATED ALWAYS AS (${onOneLine(generation.expression)}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
    default:
      return unreachable(generation);
  }
}

function primaryKeyLine(key: PrimaryKey): string {
  return named(
    key.name,
    "primary key",
    listed(key.columns),
    key.include && `INCLUDE ${listed(key.include)}`,
    withoutOverlapsText(key),
    deferrableText(key),
  );
}

function uniqueLine(unique: Unique): string {
  return named(
    unique.name,
    "unique",
    listed(unique.columns),
    unique.include && `INCLUDE ${listed(unique.include)}`,
    unique.nullsNotDistinct && "NULLS NOT DISTINCT",
    deferrableText(unique),
  );
}

function checkLine(check: Check): string {
  return named(
    check.name,
    "check",
    onOneLine(check.expression),
    check.noInherit && "NO INHERIT",
    check.notValid && "NOT VALID",
    check.notEnforced && "NOT ENFORCED",
  );
}

function exclusionLine(exclusion: Exclusion): string {
  return named(
    exclusion.name,
    "exclusion",
    onOneLine(exclusion.expression),
    deferrableText(exclusion),
  );
}

function foreignKeyLine(key: ForeignKey): string {
  return named(
    key.name,
    "foreign key",
    listed(key.columns),
    `→ ${nameOf(key.references)}${listed(key.referencedColumns)}`,
    key.matchFull && "MATCH FULL",
    key.onDelete !== "NO ACTION" &&
      `ON DELETE ${key.onDelete}${key.setColumns === undefined ? "" : ` ${listed(key.setColumns)}`}`,
    key.onUpdate !== "NO ACTION" && `ON UPDATE ${key.onUpdate}`,
    deferrableText(key),
    key.notValid && "NOT VALID",
  );
}

function indexLine(index: Index): string {
  return named(
    index.name,
    index.unique ? "unique index" : "index",
    index.method !== "btree" && `USING ${index.method}`,
    listed(index.keys.map(indexKeyText)),
    index.include && `INCLUDE ${listed(index.include)}`,
    withoutOverlapsText(index),
    index.nullsNotDistinct && "NULLS NOT DISTINCT",
    index.parameters && `WITH ${listed(index.parameters)}`,
    index.parser && `WITH PARSER ${index.parser}`,
    index.invisible && "INVISIBLE",
    index.predicate !== undefined && `WHERE ${onOneLine(index.predicate)}`,
  );
}

function deferrableText({
  deferrable,
}: Pick<Unique, "deferrable">): string | undefined {
  return deferrable && `DEFERRABLE INITIALLY ${deferrable}`;
}

const withoutOverlapsText = ({
  withoutOverlaps,
}: Pick<Index, "withoutOverlaps">): string | undefined =>
  withoutOverlaps && `${withoutOverlaps} WITHOUT OVERLAPS`;

/** The name comes last, so that a renamed thing stays where it was. */
function named(name: string, ...parts: readonly Word[]): string {
  return `${words(...parts)}  ${name}`;
}

type Word = string | false | undefined;

function words(...parts: readonly Word[]): string {
  return parts.filter((part) => part !== false && part !== undefined).join(" ");
}

function listed(items: readonly string[]): string {
  return `(${items.map(onOneLine).join(", ")})`;
}
