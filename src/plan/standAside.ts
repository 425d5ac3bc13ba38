// Hand-made objects in an operation's way step aside and are put back; those that went along with a table or column come back with it.
import type { Disturbance, Target } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import { columnName, idKey, sameId } from "../schema/identity";
import type { Handmade, Schema } from "../schema/schema";
import { disturbances } from "./disturbances";
import { overwriting } from "./overwriting";

/** `viewsTaken` are those that are taken down and put back. `operations` go one way, `before` is the schema that they start from. What cannot be put back is left for the server to refuse. */
export function asides(
  operations: readonly Operation[],
  before: Schema,
  target: Target,
  handmade: readonly Handmade[],
  viewsTaken: ReadonlySet<string>,
): Operation[] {
  const disturbing = disturbances(operations, before, target);
  const steppingOut = disturbing.filter(
    ({ takes }) => takes !== "groupings" && takes !== "statistics",
  );
  const keysOf = (found: readonly Disturbance[]): ReadonlySet<string> =>
    new Set(found.map(({ table, column }) => columnName(table, column)));
  const disturbed = keysOf(steppingOut);
  const forgotten = keysOf(
    disturbing.filter(({ takes }) => takes === "statistics"),
  );
  // The server carries an index over by itself, unless the type that it was written for is gone.
  const remade = keysOf(
    steppingOut.filter(
      ({ takes }) => takes === "conditions" || takes === "everything",
    ),
  );
  const { tablesGone, tablesBack, columnsGone, columnsBack } =
    comingsAndGoings(operations);
  const filled = filledTables(operations);
  const viewsMade = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createView" || operation.kind === "dropView"
        ? [idKey(operation.view)]
        : operation.kind === "alterView"
          ? [idKey(operation.to)]
          : [],
    ),
  );
  const indexes = indexesOf(operations);
  const overwrites = overwriting(operations, steppingOut);
  return (
    handmade
      .filter(({ up, goesWith }) => up.length > 0 || goesWith === "fill")
      // With an index that comes or goes by itself, so does all that is set on it.
      .filter(
        ({ subject, name }) => !ofIndexes.has(subject) || !indexes.has(name),
      )
      .flatMap((object): Operation[] => {
        const { table, goesWith } = object;
        const uses = object.uses.map((use) =>
          columnName(use.table, use.column),
        );
        const owner = table === undefined ? undefined : idKey(table);
        const isOneOf = (keys: ReadonlySet<string>): boolean =>
          owner !== undefined && keys.has(owner);
        const usesOneOf = (columns: ReadonlySet<string>): boolean =>
          uses.some((use) => columns.has(use));
        // A rule on a view goes with the view, and comes back with it.
        if (isOneOf(viewsTaken) || isOneOf(viewsMade)) return [];
        if (goesWith === "fill")
          return isOneOf(filled) ? [{ kind: "takeDown", object }] : [];
        const restored: Operation = { kind: "putBack", object };
        if (isOneOf(tablesBack)) return [restored];
        // Of two tables that go, neither could go first while policies or rules tie them together.
        if (isOneOf(tablesGone))
          return tiesTables(object) ? [{ kind: "takeDown", object }] : [];
        if (goesWith === "column" && usesOneOf(columnsBack)) return [restored];
        if (goesWith === "column" && usesOneOf(columnsGone)) return [];
        if (object.overwrittenBy !== undefined)
          return usesOneOf(overwrites[object.overwrittenBy])
            ? [...(usesOneOf(disturbed) ? takenDown(object) : []), restored]
            : [];
        return usesOneOf(object.subject === "index" ? remade : disturbed) ||
          (aboutStatistics.has(object.subject) && usesOneOf(forgotten)) ||
          object.usesTables.some((used) => viewsTaken.has(idKey(used)))
          ? [...takenDown(object), restored]
          : [];
      })
  );
}

const aboutStatistics: ReadonlySet<string> = new Set([
  "statistics",
  "statistics targets",
]);

/** What is set on an index, and forgotten with it. */
const ofIndexes: ReadonlySet<string> = new Set([
  "statistics targets",
  "index settings",
]);

/** What only a rebuild forgets need not go first. */
const takenDown = (object: Handmade): Operation[] =>
  object.down.length === 0 ? [] : [{ kind: "takeDown", object }];

/** By the names that hand-made objects on them have. */
function indexesOf(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) =>
      operation.kind === "createIndex" || operation.kind === "dropIndex"
        ? [`${operation.index.name} on ${operation.table.name}`]
        : operation.kind === "renameIndex"
          ? [operation.from, operation.to].map(
              (name) => `${name} on ${operation.table.name}`,
            )
          : [],
    ),
  );
}

const tiesTables = ({ table, uses, usesTables }: Handmade): boolean =>
  [...usesTables, ...uses.map((use) => use.table)].some(
    (used) => table !== undefined && !sameId(used, table),
  );

function filledTables(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) =>
      (operation.kind === "addColumn" || operation.kind === "alterColumn") &&
      operation.backfill !== undefined
        ? [idKey(operation.table)]
        : [],
    ),
  );
}

function comingsAndGoings(operations: readonly Operation[]) {
  const tablesGone = new Set<string>();
  const tablesBack = new Set<string>();
  const columnsGone = new Set<string>();
  const columnsBack = new Set<string>();
  for (const operation of operations) {
    switch (operation.kind) {
      case "createTable":
        tablesBack.add(idKey(operation.table));
        break;
      case "dropTable":
        tablesGone.add(idKey(operation.table));
        break;
      case "addColumn":
        columnsBack.add(columnName(operation.table, operation.column.name));
        break;
      case "dropColumn":
        columnsGone.add(columnName(operation.table, operation.column.name));
        break;
      default:
    }
  }
  return { tablesGone, tablesBack, columnsGone, columnsBack };
}
