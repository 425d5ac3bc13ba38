// Views that read what goes or changes, and views on those: none of them is in the way, but they fail when they are used afterwards.
import { newNames, renamedView } from "../../operations/rename";
import { idKey, idOf, sameId, tableByKey } from "../../schema/identity";
import type {
  ObjectId,
  Schema,
  Table,
  TableId,
  View,
  ViewRead,
} from "../../schema/schema";
import type { ColumnRef, Database, Dependencies, Renaming } from "../dialect";
import {
  parametersOf,
  printedName,
  readViews,
  viewOf,
  type Relation,
  type ViewRow,
} from "./catalog/views";
import { identifier, qualified } from "./quote";
import { withoutColumn } from "./withoutColumn";
import type { Variant } from "./variant";

/** By their new names, each with what it reads of that. Those that are themselves asked for come as SHOW CREATE VIEW prints them. */
export async function dependants(
  database: Database,
  { columns, views }: Dependencies,
  { found, renames }: Renaming,
  variant: Variant,
): Promise<readonly View[]> {
  if (columns.length + views.length === 0) return [];
  const [place] = await database.query<{ readonly own: string | null }>(
    "SELECT DATABASE() AS `own`",
  );
  const own = place?.own ?? "";
  const rows = await readViews(database, undefined, variant);
  const idIn = ({ schema, name }: ViewRow): ObjectId =>
    schema === own ? { name } : { schema, name };
  const relations = [
    ...new Map(
      [...columns.map(({ table }) => table), ...views, ...rows.map(idIn)].map(
        (id): [string, Relation] => [
          idKey(id),
          { id: idOf(id), printed: printedName(id.schema ?? own, id.name) },
        ],
      ),
    ).values(),
  ];
  const all = new Map(
    rows.map((row) => {
      const id = idIn(row);
      return [
        idKey(id),
        { row, view: viewOf(row, id, [], relations, own) },
      ] as const;
    }),
  );
  const lost = lostColumns(columns, found);
  const reading = await readers(
    database,
    [...all.values()].map(({ view }) => view),
    { columns: lost, views },
    found,
  );
  const shown: View[] = [];
  const names = newNames(renames);
  for (const view of reading) {
    const known = all.get(idKey(view));
    const isAsked = views.some((id) => sameId(id, view));
    shown.push(
      renamedView(
        isAsked && known !== undefined
          ? await asShown(database, view, known.row, found)
          : view,
        names,
      ),
    );
  }
  return shown;
}

/** The columns that go from each table; none where the whole table goes. */
interface Lost {
  readonly table: TableId;
  readonly columns: readonly string[];
}

function lostColumns(columns: readonly ColumnRef[], found: Schema): Lost[] {
  const tables = tableByKey(found);
  const lost = new Map<string, { table: TableId; columns: string[] }>();
  for (const { table, column } of columns) {
    const entry = lost.get(idKey(table)) ?? { table, columns: [] };
    lost.set(idKey(table), entry);
    entry.columns.push(column);
  }
  return [...lost.values()].map((entry) => {
    const all = tables.get(idKey(entry.table))?.columns ?? [];
    const isWhole = all.every(({ name }) => entry.columns.includes(name));
    return isWhole ? { table: entry.table, columns: [] } : entry;
  });
}

/** The views that read any of it, directly or through others. */
async function readers(
  database: Database,
  all: readonly View[],
  {
    columns: lost,
    views: asked,
  }: { readonly columns: readonly Lost[]; readonly views: readonly ObjectId[] },
  found: Schema,
): Promise<View[]> {
  const tables = tableByKey(found);
  const foundViews = new Map(found.views.map((view) => [idKey(view), view]));
  const reading = new Map<string, View>();
  for (const view of all) {
    const reads: ViewRead[] = [];
    for (const { table, columns } of lost) {
      if (!view.reads.some((read) => sameId(idOf(read), table))) continue;
      const whole = tables.get(idKey(table));
      const used: string[] = [];
      for (const column of columns)
        if (await usesColumn(database, view, whole, column)) used.push(column);
      if (columns.length === 0)
        reads.push({
          ...idOf(table),
          columns: (whole?.columns ?? []).map(({ name }) => name),
        });
      else if (used.length > 0) reads.push({ ...idOf(table), columns: used });
    }
    if (reads.length > 0 || asked.some((id) => sameId(id, view)))
      reading.set(idKey(view), { ...view, reads });
  }
  for (let size = -1; size !== reading.size;) {
    size = reading.size;
    for (const view of all) {
      const through = view.reads.filter((read) => reading.has(idKey(read)));
      if (through.length === 0) continue;
      const known = reading.get(idKey(view));
      reading.set(idKey(view), {
        ...view,
        reads: [
          ...(known?.reads ?? []).filter(
            (read) => !through.some((other) => sameId(other, read)),
          ),
          ...through.map((read) => ({
            ...idOf(read),
            columns: (foundViews.get(idKey(read))?.columns ?? [])
              .map(({ name }) => name)
              .filter((name) => view.definition.includes(identifier(name))),
          })),
        ],
      });
    }
  }
  return [...reading.values()];
}

const usesColumn = async (
  database: Database,
  view: View,
  table: Table | undefined,
  column: string,
): Promise<boolean> =>
  view.definition.includes(identifier(column)) &&
  (table === undefined ||
    !(await withoutColumn(database, table, column, view.definition)));

/** As it would be typed: in the words of SHOW CREATE VIEW, which leave out the connection's own database. */
async function asShown(
  database: Database,
  view: View,
  row: ViewRow,
  found: Schema,
): Promise<View> {
  const [shown] = await database.query<{ readonly "Create View": string }>(
    `SHOW CREATE VIEW ${qualified(view)}`,
  );
  const text = shown?.["Create View"] ?? "";
  const [head, rest] = splitAt(text, [
    ` VIEW ${printedName(row.schema, row.name)} `,
    ` VIEW ${identifier(row.name)} `,
  ]);
  const algorithms = ["UNDEFINED", "MERGE", "TEMPTABLE"];
  const algorithm =
    algorithms.find((name) => head.includes(`ALGORITHM=${name} `)) ?? null;
  const known = found.views.find((other) => idKey(other) === idKey(view));
  const columns = `(${(known?.columns ?? []).map(({ name }) => identifier(name)).join(",")})`;
  const [before, query] = splitAt(` ${rest}`, [` ${columns} AS `, " AS "]);
  const check = ` WITH ${row.checkOption} CHECK OPTION`;
  const parameters = [
    ...parametersOf({ ...row, algorithm }),
    ...(before === "" && rest.startsWith(`${columns} AS `)
      ? [`columns=${columns}`]
      : []),
  ];
  return {
    ...view,
    definition: query.endsWith(check) ? query.slice(0, -check.length) : query,
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}

/** What is before and behind the first of these that is in the text. */
function splitAt(
  text: string,
  marks: readonly string[],
): readonly [before: string, behind: string] {
  const mark = marks.find((candidate) => text.includes(candidate));
  if (mark === undefined) return ["", text];
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
