// Arbitrary operations of every kind: one that is missing here does not compile.
import fc from "fast-check";
import type { Operation, OperationKind } from "../../src";
import {
  bystander,
  column,
  constraint,
  enumType,
  id,
  index,
  name,
  some,
  sql,
  table,
  truly,
  view,
} from "./schemas";

type Of<Kind extends OperationKind> = Extract<
  Operation,
  { readonly kind: Kind }
>;

const kind = <Kind extends OperationKind>(of: Kind): fc.Arbitrary<Kind> =>
  fc.constant(of);

const text = fc.option(sql, { nil: undefined });
const labels = fc.dictionary(name, name, {
  maxKeys: 2,
  noNullPrototype: true,
});
const constraintKind = fc.constantFrom(
  "primaryKey" as const,
  "unique" as const,
  "check" as const,
  "exclusion" as const,
  "foreignKey" as const,
);

const byKind: { [Kind in OperationKind]: fc.Arbitrary<Of<Kind>> } = {
  createSchema: some({ kind: kind("createSchema"), schema: name }, {}),
  dropSchema: some({ kind: kind("dropSchema"), schema: name }, {}),
  createEnumType: some({ kind: kind("createEnumType"), enumType }, {}),
  dropEnumType: some({ kind: kind("dropEnumType"), enumType }, {}),
  renameEnumType: some({ kind: kind("renameEnumType"), from: id, to: id }, {}),
  renameSequence: some({ kind: kind("renameSequence"), from: id, to: id }, {}),
  alterEnumType: some(
    {
      kind: kind("alterEnumType"),
      from: enumType,
      to: enumType,
      uses: fc.array(some({ table: id, from: column, to: column }, {}), {
        maxLength: 2,
      }),
    },
    { rebuild: truly, labels, inverseLabels: labels },
  ),
  createTable: some({ kind: kind("createTable"), table }, {}),
  dropTable: some({ kind: kind("dropTable"), table }, {}),
  renameTable: some({ kind: kind("renameTable"), from: id, to: id }, {}),
  alterTableComment: some(
    { kind: kind("alterTableComment"), table: id, from: text, to: text },
    {},
  ),
  addColumn: some(
    { kind: kind("addColumn"), table: id, column },
    { backfill: sql },
  ),
  dropColumn: some(
    { kind: kind("dropColumn"), table: id, column },
    { backfill: sql },
  ),
  renameColumn: some(
    { kind: kind("renameColumn"), table: id, from: name, to: name },
    {},
  ),
  alterColumn: some(
    { kind: kind("alterColumn"), table: id, from: column, to: column },
    { cast: sql, inverseCast: sql, backfill: sql, unverified: truly },
  ),
  addConstraint: some(
    { kind: kind("addConstraint"), table: id, constraint },
    { unverified: truly },
  ),
  dropConstraint: some(
    { kind: kind("dropConstraint"), table: id, constraint },
    { unverified: truly },
  ),
  renameConstraint: some(
    {
      kind: kind("renameConstraint"),
      table: id,
      constraint: constraintKind,
      from: name,
      to: name,
    },
    {},
  ),
  createIndex: some(
    { kind: kind("createIndex"), table: id, index },
    { unverified: truly },
  ),
  dropIndex: some(
    { kind: kind("dropIndex"), table: id, index },
    { unverified: truly },
  ),
  renameIndex: some(
    { kind: kind("renameIndex"), table: id, from: name, to: name },
    {},
  ),
  createView: some({ kind: kind("createView"), view }, {}),
  dropView: some({ kind: kind("dropView"), view }, {}),
  takeDown: some({ kind: kind("takeDown"), bystander }, {}),
  putBack: some({ kind: kind("putBack"), bystander }, {}),
};

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  ...Object.values<fc.Arbitrary<Operation>>(byKind),
);
