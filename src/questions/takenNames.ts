// Renames to names that something has which is left alone: the server would refuse them.
import type { TakenName } from "../dialects/dialect";
import { namesWith } from "../operations/namesWith";
import type { RenameView } from "../operations/operation";
import type { Rename } from "../operations/rename";
import { AnswerError } from "../schema/errors";
import { idKey, nameOf, sameId, tableByKey } from "../schema/identity";
import type { ObjectId, Schema } from "../schema/schema";

type Move = Extract<Rename, { readonly kind: "renameTable" }>;

/** The schemas that renames are about: names are looked at nowhere else. */
export const schemasRenamedIn = (
  renames: readonly Rename[],
): (string | undefined)[] => [
  ...new Set(
    renames.flatMap((rename) =>
      isMove(rename) || isOfView(rename)
        ? [rename.from.schema, rename.to.schema]
        : [],
    ),
  ),
];

const isMove = (rename: Rename): rename is Move =>
  rename.kind === "renameTable";

const isOfView = (rename: Rename): rename is RenameView =>
  rename.kind === "renameView";

/** Names that nothing has which is compared. `found` is the live schema before the renames. */
export function leftAloneAmong(
  taken: readonly TakenName[],
  found: Schema,
): readonly TakenName[] {
  if (taken.length === 0) return taken;
  const known = new Set(namesIn(found).map(idKey));
  return taken.filter((named) => !known.has(idKey(named)));
}

const namesIn = ({ tables, views }: Schema): ObjectId[] => [
  ...tables.flatMap((table) => beside(table, namesWith(table))),
  ...views.flatMap((view) =>
    beside(view, [view.name, ...view.indexes.map(({ name }) => name)]),
  ),
];

const beside = ({ schema }: ObjectId, names: readonly string[]): ObjectId[] =>
  names.map((name) => (schema === undefined ? { name } : { schema, name }));

/** @throws AnswerError where a table or view, or what goes along with it, would have a name that is taken. */
export function rejectTakenNames(
  renames: readonly Rename[],
  found: Schema,
  desired: Schema,
  leftAlone: readonly TakenName[],
): void {
  const moves = renames.filter(isMove);
  const isGoing = ({ of }: TakenName): boolean =>
    moves.some(
      ({ from, to }) =>
        of !== undefined && sameId(of, from) && from.schema !== to.schema,
    );
  const staying = leftAlone.filter((named) => !isGoing(named));
  const wanted = tableByKey(desired);
  for (const { from, to } of moves) {
    const table = wanted.get(idKey(to));
    refuse(
      "Table",
      from,
      to,
      table === undefined ? [] : namesWith(table),
      staying,
    );
    const along = leftAlone.filter(
      (named) =>
        isGoing(named) && named.of !== undefined && sameId(named.of, from),
    );
    refuse(
      "Table",
      from,
      to,
      along.map(({ name }) => name),
      [...staying, ...namesIn(found), ...namesIn(desired)],
    );
  }
  for (const { from, to } of renames.filter(isOfView))
    refuse("View", from, to, [to.name], staying);
}

function refuse(
  what: "Table" | "View",
  from: ObjectId,
  to: ObjectId,
  names: readonly string[],
  taken: readonly ObjectId[],
): void {
  const [clash] = beside(to, names).filter((named) =>
    taken.some((other) => sameId(other, named)),
  );
  if (clash === undefined) return;
  throw new AnswerError(
    `${what} "${nameOf(from)}" cannot become "${nameOf(to)}": it would be, or bring along, "${nameOf(clash)}", and something of that name is there that is left alone. Rename one of the two by a migration of your own first: revision without --autogenerate writes an empty one.`,
  );
}
