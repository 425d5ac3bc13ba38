// How views read after renames: the server renames stand-ins of what they read, and prints them.
import { newNames, originalNames, type Rename } from "../../operations/rename";
import { idKey, idOf, sameId } from "../../schema/identity";
import type { ObjectId, Schema, Table, View } from "../../schema/schema";
import { inCreationOrder } from "../../schema/viewOrder";
import { queryText } from "../../schema/views";
import type { Database, Renaming } from "../dialect";
import { columnRenames } from "./columnRenames";
import { createEnumType } from "./compile/enumType";
import { probeName } from "./probe";
import { identifier, literal, qualified } from "./quote";
import { standingIn } from "./reading";
import { tableInPlace, tableLike } from "./tableStandIns";
import { typeRenames } from "./typeRenames";

/**
 * The queries after the renames, in the order of the views. A temporary table stands in for one that needs no schema before its name, or where
 * something moves to another schema, one in a schema that is looked into first. Where a name needs a schema, another one takes the place of
 * the real one, which is called otherwise until all of this is rolled back: no table is locked by that, and nobody else sees it. What cannot be
 * asked stays as it is, and then the migration fails instead of changing a view.
 */
export async function definitionsAfter(
  database: Database,
  views: readonly View[],
  renaming: Renaming,
): Promise<readonly string[]> {
  const before = views.map(({ definition }) => definition);
  if (views.length === 0 || renaming.renames.length === 0) return before;
  const world = worldOf(views, renaming);
  try {
    await database.query(
      ["BEGIN", standingIn, ...world.definitions].join(";\n"),
    );
    const rows = await database.query<{ readonly definition: string | null }>(
      readBackQuery(world.names),
    );
    return before.map((text, position) => {
      const after = rows[position]?.definition;
      return after == null ? text : queryText(after);
    });
  } catch {
    return before;
  } finally {
    await database.query("ROLLBACK");
  }
}

const readBackQuery = (names: readonly string[]): string => `
  SELECT pg_get_viewdef(to_regclass(wanted.name)::oid) AS "definition"
    FROM unnest(ARRAY[${names.map(literal).join(", ")}]::text[]) WITH ORDINALITY wanted(name, position)
   ORDER BY wanted.position`;

interface World {
  readonly definitions: readonly string[];
  /** What the views are called in the end, as SQL. */
  readonly names: readonly string[];
}

function worldOf(
  views: readonly View[],
  { found, renames, place }: Renaming,
): World {
  const heirs = heirsOf(views, found, renames);
  const replaced = [
    ...new Set([
      ...replacedSchemas(renames),
      ...heirs.flatMap(({ heir }) => heir.schema ?? []),
    ]),
  ].sort();
  const home = changesSchema(renames) ? `${probeName(0)}_home` : "pg_temp";
  const placed = (id: ObjectId): ObjectId => ({ schema: home, ...idOf(id) });
  const isReplaced = ({ schema }: ObjectId): boolean =>
    schema !== undefined && replaced.includes(schema);
  const tables = found.tables.filter(
    (table) =>
      isReplaced(table) ||
      (table.schema === undefined &&
        (isRenamed(table, renames) ||
          table.columns.some(
            ({ enumType }) => enumType && isReplaced(enumType),
          ))),
  );
  const made = views.map((view, position): ObjectId =>
    view.schema === undefined || isReplaced(view)
      ? view
      : { name: probeName(position) },
  );
  const places = new Map(
    views.map((view, position) => [idKey(view), made[position] ?? view]),
  );
  const names = newNames(renames);
  const moveOf =
    (kind: Move["kind"]) =>
    (from: ObjectId): Move => ({ kind, from, to: names.relation(idOf(from)) });
  const moves = [
    ...tables.map(moveOf("TABLE")),
    ...made.map(moveOf("VIEW")),
  ].filter(({ from, to }) => !sameId(from, to));
  return {
    definitions: [
      ...replaced.flatMap((schema, position) => [
        ...(found.schemas.includes(schema)
          ? [
              `ALTER SCHEMA ${identifier(schema)} RENAME TO ${probeName(position)}_aside`,
            ]
          : []),
        `CREATE SCHEMA ${identifier(schema)}`,
      ]),
      ...(home === "pg_temp"
        ? []
        : [
            `CREATE SCHEMA ${home}`,
            `SELECT set_config('search_path', '${home}, ' || current_setting('search_path'), true)`,
          ]),
      ...found.enumTypes
        .filter(isReplaced)
        .map((enumType) => createEnumType(enumType).sql),
      ...tables.map((table, position) =>
        tableInPlace(
          { ...table, ...placed(table) },
          `${probeName(position)}_key`,
        ),
      ),
      ...heirs.map(({ heir }) =>
        tableLike(
          placed(heir),
          heir.schema === undefined
            ? heir
            : {
                schema: `${probeName(replaced.indexOf(heir.schema))}_aside`,
                name: heir.name,
              },
        ),
      ),
      ...inCreationOrder(views).map(
        (view) =>
          `CREATE VIEW ${qualified(placed(places.get(idKey(view)) ?? view))} AS ${view.definition}`,
      ),
      ...tables.flatMap((table) =>
        columnRenames(table, qualified(placed(table)), renames),
      ),
      ...heirs.flatMap(({ heir, of }) =>
        columnRenames(of, qualified(placed(heir)), renames),
      ),
      ...typeRenames(found, renames, place),
      // By way of names that nothing has, so that two can change places.
      ...moves.flatMap(({ kind, from, to }, position) => {
        const before = placed(from);
        const way = { ...before, name: `${probeName(position)}_way` };
        const { schema } = placed(to);
        return [
          `ALTER ${kind} ${qualified(before)} RENAME TO ${way.name}`,
          ...(schema === before.schema || schema === undefined
            ? []
            : [
                `ALTER ${kind} ${qualified(way)} SET SCHEMA ${identifier(schema)}`,
              ]),
        ];
      }),
      ...moves.map(
        ({ kind, to }, position) =>
          `ALTER ${kind} ${qualified({ ...placed(to), name: `${probeName(position)}_way` })} RENAME TO ${identifier(to.name)}`,
      ),
    ],
    names: made.map((view) =>
      qualified(
        placed(
          moves.find(({ kind, from }) => kind === "VIEW" && sameId(from, view))
            ?.to ?? view,
        ),
      ),
    ),
  };
}

/** Tables that are not compared, and follow a renamed column of one that is. */
function heirsOf(
  views: readonly View[],
  found: Schema,
  renames: readonly Rename[],
): { readonly heir: ObjectId; readonly of: ObjectId }[] {
  const original = originalNames(renames);
  const known = new Set(found.tables.map(idKey));
  const above = new Set(
    renames.flatMap((rename) =>
      rename.kind === "renameColumn"
        ? [idKey(original.table(rename.table))]
        : [],
    ),
  );
  const heirs = views.flatMap(({ reads }) =>
    reads
      .filter((read) => above.has(idKey(read)))
      .flatMap(({ heirs: all = [], ...of }) =>
        all.map((heir) => [idKey(heir), { heir, of }] as const),
      ),
  );
  return [...new Map(heirs).values()].filter(
    ({ heir }) => !known.has(idKey(heir)),
  );
}

/** The schemas in which something is renamed, and those that something moves to. */
function replacedSchemas(renames: readonly Rename[]): string[] {
  const original = originalNames(renames);
  return [
    ...new Set(
      renames.flatMap((rename) => {
        switch (rename.kind) {
          case "renameTable":
          case "renameView":
            return [rename.from.schema ?? [], rename.to.schema ?? []].flat();
          case "renameColumn":
            return original.table(rename.table).schema ?? [];
          default:
            return [];
        }
      }),
    ),
  ];
}

/** Nothing moves out of a temporary schema, nor into one. */
const changesSchema = (renames: readonly Rename[]): boolean =>
  renames.some(
    (rename) =>
      (rename.kind === "renameTable" || rename.kind === "renameView") &&
      rename.from.schema !== rename.to.schema,
  );

/** Whether the table is renamed, or a column of it. Enum types are renamed themselves. */
function isRenamed(table: Table, renames: readonly Rename[]): boolean {
  const original = originalNames(renames);
  return renames.some((rename) => {
    switch (rename.kind) {
      case "renameTable":
        return sameId(rename.from, table);
      case "renameColumn":
        return sameId(original.table(rename.table), table);
      default:
        return false;
    }
  });
}

interface Move {
  readonly kind: "TABLE" | "VIEW";
  readonly from: ObjectId;
  readonly to: ObjectId;
}
