// Which live views are compared: those of entities, those that an entity made once, and those that answers name. All others are somebody else's.
import type { RecordRow } from "./operations/operation";
import type { Answers } from "./questions/question";
import { idKey, idOf, nameOf } from "./schema/identity";
import type { Schema, ViewId } from "./schema/schema";

/** TypeORM's record is asked only where there is a view that no entity maps. It says whose a view is, never what is in it. */
export async function withComparedViews(
  found: Schema,
  mapped: readonly ViewId[],
  { renames = {}, drops = [] }: Answers,
  record: () => Promise<readonly RecordRow[]>,
): Promise<Schema> {
  const known = new Set(mapped.map(idKey));
  const named = new Set([...Object.keys(renames), ...drops]);
  const unmapped = found.views.filter(
    (view) => !known.has(idKey(view)) && !named.has(nameOf(view)),
  );
  if (unmapped.length === 0) return found;
  const recorded = new Set(
    (await record())
      .filter(({ type }) => type !== "GENERATED_COLUMN")
      .map((row) => idKey(idOf(row))),
  );
  const foreign = new Set(
    unmapped.map(idKey).filter((key) => !recorded.has(key)),
  );
  return {
    ...found,
    views: found.views.filter((view) => !foreign.has(idKey(view))),
  };
}
