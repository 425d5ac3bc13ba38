// Enum types that move to another schema under another name.
import { sameId } from "../schema/identity";
import type { EnumTypeId } from "../schema/schema";
import type { Operation, RenameEnumType } from "./operation";

/**
 * One after the other where in either schema a type has the name that this one would have on the way. Each step moves or renames, so that
 * the steps back are the same ones.
 */
export function inSteps<O extends Operation>(
  operation: O,
  types: readonly EnumTypeId[],
): (O | RenameEnumType)[] {
  return operation.kind === "renameEnumType"
    ? stepsOf(operation, types)
    : [operation];
}

function stepsOf(
  rename: RenameEnumType,
  types: readonly EnumTypeId[],
): RenameEnumType[] {
  const { from, to } = rename;
  const between = [withName(to, from.name), withName(from, to.name)];
  if (
    from.schema === to.schema ||
    from.name === to.name ||
    !types.some((type) => between.some((id) => sameId(id, type)))
  )
    return [rename];
  const way = "typeorm_autogenerate_way";
  const stops = [from, withName(from, way), withName(to, way), to];
  return stops.slice(1).map((stop, position) => ({
    kind: "renameEnumType",
    from: stops[position] ?? from,
    to: stop,
  }));
}

const withName = ({ schema }: EnumTypeId, name: string): EnumTypeId =>
  schema === undefined ? { name } : { schema, name };
