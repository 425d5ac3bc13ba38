// Where a column's numbers come from, changed in place: no id is renumbered, and the next one is new.
import type { AlterColumn } from "../../../operations/operation";
import { hasSequence } from "../../../operations/sequences";
import { sameId } from "../../../schema/identity";
import type {
  Column,
  SequenceId,
  SequenceOptions,
  TableId,
} from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { sequenceOf } from "../desire";
import { cut, identifier, literal, qualified } from "../quote";
import {
  isDescending,
  optionClauses,
  sequenceTypeOf,
} from "../sequenceOptions";
import { statement } from "../../layout";

/** `ALTER TABLE … ALTER COLUMN … <action>` */
export type Alter = (action: string, ...more: readonly string[]) => Statement;

/** Whether values come from elsewhere than before; another name of the sequence is nothing. */
function regenerated({ from, to }: AlterColumn): boolean {
  const before = from.generation;
  const after = to.generation;
  if (before?.kind !== after?.kind) return true;
  return (
    before?.kind === "identity" &&
    after?.kind === "identity" &&
    before.mode !== after.mode
  );
}

/** A sequence steps aside under this name until its successor has been told where to go on. */
function asideOf(table: TableId, column: Column): SequenceId {
  const made = sequenceOf(table, column.name);
  return { ...made, name: `${cut(made.name, 59)}_old` };
}

/** The sequence of the column: the one that it had in the database, or the one that the server makes. */
function sequenceIn(table: TableId, column: Column): SequenceId {
  const { generation } = column;
  const made = sequenceOf(table, column.name);
  return (hasSequence(generation) ? generation.sequence : undefined) ?? made;
}

export function leaveGeneration(
  operation: AlterColumn,
  alter: Alter,
): Statement[] {
  const { table, from, to } = operation;
  const { generation } = from;
  if (!regenerated(operation) || generation === undefined) return [];
  const own = sequenceIn(table, from);
  const aside = asideOf(table, from);
  switch (generation.kind) {
    case "serial":
      return to.generation?.kind === "identity"
        ? [
            alter("DROP DEFAULT"),
            alterSequence(own, "OWNED BY NONE"),
            renameSequence(own, aside),
          ]
        : [alter("DROP DEFAULT"), statement(`DROP SEQUENCE ${qualified(own)}`)];
    case "identity":
      if (to.generation?.kind === "identity") return [];
      return to.generation?.kind === "serial"
        ? [
            statement(
              `CREATE SEQUENCE ${qualified(aside)} AS ${sequenceTypeOf(to.type)}`,
            ),
            ...withOptions(aside, to.generation.options),
            goOn(aside, own),
            alter("DROP IDENTITY"),
          ]
        : [alter("DROP IDENTITY")];
    case "expression":
      return [alter("DROP EXPRESSION")];
    case "increment": // no column here has it
      return [];
  }
}

export function enterGeneration(
  operation: AlterColumn,
  alter: Alter,
): Statement[] {
  const { table, from, to } = operation;
  const { generation } = to;
  if (!regenerated(operation) || generation === undefined) return [];
  const own = sequenceIn(table, to);
  const made = sequenceOf(table, to.name);
  const aside = asideOf(table, from);
  switch (generation.kind) {
    case "serial": {
      const owner = `${qualified(table)}.${identifier(to.name)}`;
      return [
        ...(from.generation?.kind === "identity"
          ? [
              renameSequence(aside, own),
              alterSequence(own, `OWNED BY ${owner}`),
            ]
          : [
              statement(
                `CREATE SEQUENCE ${qualified(own)} AS ${sequenceTypeOf(to.type)}`,
                `OWNED BY ${owner}`,
              ),
              ...withOptions(own, generation.options),
              restart(table, to, own),
            ]),
        ...withMarks(own, generation.options),
        alter(`SET DEFAULT nextval(${literal(qualified(own))})`),
      ];
    }
    case "identity":
      if (from.generation?.kind === "identity")
        return [alter(`SET GENERATED ${generation.mode}`)];
      return [
        alter(`ADD GENERATED ${generation.mode} AS IDENTITY`),
        ...withOptions(made, generation.options),
        ...(from.generation?.kind === "serial"
          ? [goOn(made, aside), statement(`DROP SEQUENCE ${qualified(aside)}`)]
          : [restart(table, to, made)]),
        ...renamed(made, own),
        ...withMarks(own, generation.options),
      ];
    // A plain column cannot become generated in place: `needsReplacement` says so, and it is dropped and added.
    case "expression":
    case "increment": // no column here has it
      return [];
  }
}

/** The sequence that came with a new column becomes the one that it had: options, and a name that is not the server's. */
export function ownSequence(table: TableId, column: Column): Statement[] {
  const { generation } = column;
  if (!hasSequence(generation)) return [];
  const made = sequenceOf(table, column.name);
  const own = sequenceIn(table, column);
  const options = withOptions(made, generation.options);
  return [
    ...options,
    ...(options.length === 0 ? [] : [restart(table, column, made)]),
    ...renamed(made, own),
    ...withMarks(own, generation.options),
  ];
}

/** The sequence of a SERIAL has the column's type, and with that its limits, unless it had others; that of an identity follows by itself. */
export function sequenceType(from: Column, to: Column): Statement[] {
  if (from.generation?.kind !== "serial" || to.generation?.kind !== "serial")
    return [];
  const type = typeOfSequence(to, to.generation.options);
  return typeOfSequence(from, from.generation.options) === type
    ? []
    : [alterSequence(from.generation.sequence, `AS ${type}`)];
}

const typeOfSequence = (column: Column, options?: SequenceOptions): string =>
  options?.type ?? sequenceTypeOf(column.type);

const alterSequence = (sequence: SequenceId, action: string): Statement =>
  statement(`ALTER SEQUENCE ${qualified(sequence)} ${action}`);

const renameSequence = (from: SequenceId, to: SequenceId): Statement =>
  alterSequence(from, `RENAME TO ${identifier(to.name)}`);

const renamed = (from: SequenceId, to: SequenceId): Statement[] =>
  sameId(from, to) ? [] : [renameSequence(from, to)];

/** It starts anew: where it is now may be beyond its new limits. */
const withOptions = (
  sequence: SequenceId,
  options: SequenceOptions | undefined,
): Statement[] => {
  const clauses = optionClauses(options ?? {});
  return clauses.length === 0
    ? []
    : [alterSequence(sequence, [...clauses, "RESTART"].join(" "))];
};

/** What was set by hand on the sequence that this one is made for. */
const withMarks = (
  sequence: SequenceId,
  { comment, grants = [] }: SequenceOptions = {},
): Statement[] => [
  ...(comment === undefined
    ? []
    : [
        statement(
          `COMMENT ON SEQUENCE ${qualified(sequence)}`,
          `IS ${literal(comment)}`,
        ),
      ]),
  ...grants.map(({ privilege, role, grantable }) =>
    statement(
      `GRANT ${privilege} ON SEQUENCE ${qualified(sequence)}`,
      `TO ${role}${grantable ? " WITH GRANT OPTION" : ""}`,
    ),
  ),
];

/** One sequence goes on where the other is. */
const goOn = (sequence: SequenceId, other: SequenceId): Statement =>
  statement(
    `SELECT setval(${literal(qualified(sequence))}, last_value, is_called)`,
    `FROM ${qualified(other)}`,
  );

/** The next value is the one after the last that there is, or the first. */
function restart(
  table: TableId,
  column: Column,
  sequence: SequenceId,
): Statement {
  const { generation } = column;
  const options =
    (hasSequence(generation) ? generation.options : undefined) ?? {};
  const { start = "1" } = options;
  const name = identifier(column.name);
  const [next, isPast] = isDescending(options)
    ? [`LEAST(MIN(${name}), ${start})`, `MIN(${name}) <= ${start}`]
    : [`GREATEST(MAX(${name}), ${start})`, `MAX(${name}) >= ${start}`];
  return statement(
    `SELECT setval(${literal(qualified(sequence))}, ${next}, COALESCE(${isPast}, false))`,
    `FROM ${qualified(table)}`,
  );
}
