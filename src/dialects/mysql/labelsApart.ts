// Labels that are one under the collation of their column: the servers refuse them, half way through a file.
import { MetadataError } from "../../schema/errors";
import { columnName, idKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import type { Database } from "../dialect";
import { benchKey } from "./benchKey";
import { columnDefinition, tableOptions } from "./compile/definitions";
import { folded } from "./compile/detour";
import { bareOf, optionsOf } from "./longIndexes";
import { benchName } from "./probe";
import { literal } from "./quote";
import { refusalOf } from "./understood";
import type { Variant } from "./variant";

/**
 * Asked only where labels differ in nothing but cases, accents or blanks, and the live column has others.
 * @throws MetadataError that names the labels.
 */
export async function requireLabelsApart(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  variant: Variant,
): Promise<void> {
  for (const table of desired.tables) {
    const before = live.get(idKey(table))?.columns ?? [];
    for (const column of table.columns) {
      const alike = alikeIn(column);
      const isKnown = before.some(
        ({ name, type, collation }) =>
          name === column.name &&
          type === column.type &&
          collation === column.collation,
      );
      if (alike.length > 0 && !isKnown)
        await requireApart(database, table, column, alike, variant);
    }
  }
}

const alikeIn = ({ labels = [] }: Column): string[] => {
  const forms = labels.map(folded);
  return labels.filter(
    (_label, at) =>
      forms.indexOf(forms[at] ?? "") !== forms.lastIndexOf(forms[at] ?? ""),
  );
};

async function requireApart(
  database: Database,
  table: Table,
  column: Column,
  alike: readonly string[],
  variant: Variant,
): Promise<void> {
  try {
    await database.query(
      `CREATE TEMPORARY TABLE ${benchName} (${benchKey}, ${columnDefinition(bareOf(column), variant)}) ${tableOptions(optionsOf(table))}`,
    );
  } catch (error) {
    const { code, message } = refusalOf(error);
    if (code !== duplicated) throw error;
    throw new MetadataError(
      `Column "${columnName(table, column.name)}": of its labels, ${alike.map(literal).join(" and ")} are alike under its collation, and the server does not accept both (${message}). Leave one out, or give the column a collation first that tells them apart, as utf8mb4_bin does: it stays where the entity names none.`,
      { cause: error },
    );
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}

/** ER_DUPLICATED_VALUE_IN_TYPE */
const duplicated = 1291;
