// The views that operations could touch, whoever made them, with all that hangs on them.
import { columnsLost } from "./columnsLost";
import type {
  ColumnRef,
  Database,
  Dialect,
  Renaming,
} from "./dialects/dialect";
import type { AlterView, Operation } from "./operations/operation";
import { originalNames, type Rename } from "./operations/rename";
import { idKey, idOf, nameOf, sameId, tableByKey } from "./schema/identity";
import type {
  Attachments,
  ObjectId,
  Schema,
  TableId,
  View,
} from "./schema/schema";
import { carriedView } from "./schema/views";

export interface InvolvedViews {
  readonly operations: readonly Operation[];
  readonly live: Schema;
  readonly views: readonly View[];
  /** The entities' among the views that operations could touch. */
  readonly compared: readonly View[];
  /** Views that use the table, view or column and that stay as they are, by name. */
  readonly readers: (table: TableId, column?: string) => readonly string[];
  /** Those of them that group by the table's primary key. */
  readonly groupingByKey: (table: TableId) => readonly string[];
}

interface Sides extends Renaming {
  readonly live: Schema;
}

/** One query where the operations drop or change something that a view can read, none otherwise. */
export async function involvedViews(
  database: Database,
  operations: readonly Operation[],
  { found, renames, live, place }: Sides,
  disturbed: readonly ColumnRef[],
  dialect: Dialect,
): Promise<InvolvedViews> {
  const original = originalNames(renames);
  const involved = await dialect.dependants(
    database,
    {
      columns: [
        ...disturbed,
        ...operations.flatMap(columnsLost),
        ...(dialect.viewsHold ? [] : columnsRenamed(renames, live)),
      ].map(({ table, column }) => ({
        table: original.table(table),
        column: original.column(table, column),
      })),
      views: operations
        .flatMap(viewsTouched)
        .map((view) => original.table(view)),
    },
    { found, renames, place },
  );
  const byKey = new Map(involved.map((view) => [idKey(view), view]));
  const compared = new Set(live.views.map(idKey));
  const furnished = (view: View): View => {
    const { definition, parameters, attachments } =
      byKey.get(idKey(view)) ?? view;
    return {
      ...view,
      definition,
      ...(parameters === undefined ? {} : { parameters }),
      ...(attachments === undefined
        ? {}
        : { attachments: withoutIndexes(attachments) }),
    };
  };
  return {
    operations: operations.map((operation) => {
      switch (operation.kind) {
        case "dropView":
          return { ...operation, view: furnished(operation.view) };
        case "alterView":
          return alteredView(furnished(operation.from), operation);
        default:
          return operation;
      }
    }),
    live: { ...live, views: live.views.map(furnished) },
    views: involved.filter((view) => !compared.has(idKey(view))),
    compared: involved.filter((view) => compared.has(idKey(view))),
    ...readersAmong(involved, operations),
  };
}

/** What entities cannot say stays as it is. */
const alteredView = (from: View, { to, ...rest }: AlterView): AlterView => ({
  ...rest,
  from,
  to: carriedView(from, to),
});

/** The indexes of a view that is compared are objects of their own. */
const withoutIndexes = (attachments: Attachments): Attachments => ({
  ...attachments,
  statements: attachments.statements.filter(
    ({ makesIndex }) => makesIndex !== true,
  ),
});

/** By their new names, as everything else is. */
function columnsRenamed(renames: readonly Rename[], live: Schema): ColumnRef[] {
  const tables = tableByKey(live);
  return renames.flatMap((rename): ColumnRef[] => {
    switch (rename.kind) {
      case "renameColumn":
        return [{ table: rename.table, column: rename.to }];
      case "renameTable":
        return (tables.get(idKey(rename.to))?.columns ?? []).map(
          ({ name }) => ({ table: rename.to, column: name }),
        );
      default:
        return [];
    }
  });
}

function viewsTouched(operation: Operation): ObjectId[] {
  switch (operation.kind) {
    case "dropView":
      return [idOf(operation.view)];
    case "alterView":
      return [idOf(operation.from)];
    case "renameView":
      return [operation.from];
    default:
      return [];
  }
}

/** Views on views count. One that the operations drop or change is no reader of what goes. */
function readersAmong(
  views: readonly View[],
  operations: readonly Operation[],
): Pick<InvolvedViews, "readers" | "groupingByKey"> {
  const touched = new Set(
    operations.flatMap((operation) =>
      operation.kind === "renameView" ? [] : viewsTouched(operation).map(idKey),
    ),
  );
  const staying = views.filter((view) => !touched.has(idKey(view)));
  const readers: InvolvedViews["readers"] = (table, column) => {
    const found = new Map<string, View>();
    const follow = (relation: ObjectId, name?: string): void => {
      for (const view of staying)
        if (
          !found.has(idKey(view)) &&
          view.reads.some(
            (read) =>
              sameId(idOf(read), relation) &&
              (name === undefined || read.columns.includes(name)),
          )
        ) {
          found.set(idKey(view), view);
          follow(idOf(view));
        }
    };
    follow(table, column);
    return [...found.values()].map(nameOf);
  };
  return {
    readers,
    groupingByKey: (table) =>
      staying
        .filter(({ reads }) =>
          reads.some(
            ({ groupsByKey, ...read }) => groupsByKey && sameId(read, table),
          ),
        )
        .map(nameOf),
  };
}
