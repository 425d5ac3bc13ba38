// An enum type extended in place where that is possible, and made anew where it is not.
import { isExtension } from "../../../operations/newLabels";
import type { AlterEnumType, EnumUse } from "../../../operations/operation";
import type { EnumType, EnumTypeId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { cut, identifier, literal, qualified } from "../quote";
import { isArray } from "../types";
import { list, statement } from "../../layout";
import { columnSetting } from "./marks";

export function createEnumType(enumType: EnumType): Statement {
  return {
    sql: list(
      `CREATE TYPE ${qualified(enumType)} AS ENUM`,
      enumType.labels.map(literal),
    ),
    transactional: true,
  };
}

/** What is set by hand on a type that is made anew. Its owner comes last: nobody but the owner may do the rest. */
export function enumTypeMarks(enumType: EnumType): Statement[] {
  const { comment, owner, grants } = enumType;
  const name = qualified(enumType);
  return [
    ...(comment === undefined
      ? []
      : [statement(`COMMENT ON TYPE ${name}`, `IS ${literal(comment)}`)]),
    ...(grants === undefined || grants.some(({ role }) => role === "PUBLIC")
      ? []
      : [statement(`REVOKE ALL ON TYPE ${name} FROM PUBLIC`)]),
    ...(grants ?? []).map(({ privilege, role, grantable }) =>
      statement(
        `GRANT ${privilege} ON TYPE ${name}`,
        `TO ${role}${grantable ? " WITH GRANT OPTION" : ""}`,
      ),
    ),
    ...(owner === undefined
      ? []
      : [statement(`ALTER TYPE ${name} OWNER TO ${identifier(owner)}`)]),
  ];
}

/** Whether the type is made anew and its columns are carried over. */
export const isRebuilt = (operation: AlterEnumType): boolean =>
  operation.rebuild === true || !isExtension(operation);

export function alterEnumType(operation: AlterEnumType): Statement[] {
  return isRebuilt(operation) ? rebuild(operation) : extend(operation);
}

function extend({ from, to }: AlterEnumType): Statement[] {
  const present = new Set(from.labels);
  return to.labels.flatMap((label, position) => {
    if (present.has(label)) return [];
    const before = to.labels[position - 1];
    const after = to.labels.find(
      (other, index) => index > position && present.has(other),
    );
    present.add(label);
    const place =
      before !== undefined
        ? after === undefined
          ? ""
          : `AFTER ${literal(before)}`
        : after === undefined
          ? ""
          : `BEFORE ${literal(after)}`;
    return [
      statement(
        `ALTER TYPE ${qualified(to)} ADD VALUE ${literal(label)}`,
        place,
      ),
    ];
  });
}

function rebuild(operation: AlterEnumType): Statement[] {
  const { from, to, uses } = operation;
  const old: EnumTypeId = {
    ...idOf(from),
    name: `${cut(from.name, 59)}_old`,
  };
  return [
    statement(
      `ALTER TYPE ${qualified(from)} RENAME TO ${identifier(old.name)}`,
    ),
    createEnumType(to),
    ...uses.flatMap((use) => carriedOver(use, operation)),
    statement(`DROP TYPE ${qualified(old)}`),
    ...enumTypeMarks(to),
  ];
}

const idOf = ({ schema, name }: EnumTypeId): EnumTypeId =>
  schema === undefined ? { name } : { schema, name };

function carriedOver(
  { table, from, to }: EnumUse,
  operation: AlterEnumType,
): Statement[] {
  const name = identifier(to.name);
  const alter = (action: string, ...more: readonly string[]): Statement =>
    statement(
      `ALTER TABLE ${qualified(table)}`,
      `ALTER COLUMN ${name} ${action}`,
      ...more,
    );
  return [
    ...(from.default === undefined ? [] : [alter("DROP DEFAULT")]),
    alter(`TYPE ${to.type}`, `USING ${newLabel(name, to.type, operation)}`),
    ...(to.storage ?? []).map((setting) => columnSetting(table, to, setting)),
    ...(to.default === undefined ? [] : [alter(`SET DEFAULT ${to.default}`)]),
  ];
}

/** The value under its new label, from a type to another one of the same shape; a removed label that nobody mapped makes the server refuse, and name it. */
export function newLabel(
  name: string,
  type: string,
  { labels }: Pick<AlterEnumType, "labels">,
): string {
  const mapped = Object.entries(labels ?? {});
  if (mapped.length === 0)
    return `${name}::text${isArray(type) ? "[]" : ""}::${type}`;
  if (isArray(type))
    return `${mapped.reduce(
      (array, [from, to]) =>
        `array_replace(${array}, ${literal(from)}, ${literal(to)})`,
      `${name}::text[]`,
    )}::${type}`;
  const cases = mapped.map(
    ([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`,
  );
  return `(CASE ${name}::text ${cases.join(" ")} ELSE ${name}::text END)::${type}`;
}
