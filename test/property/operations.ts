// Arbitrary operations of every kind: one that is missing here does not compile.
import fc from "fast-check";
import type { Operation, OperationKind, RecordRow } from "../../src";
import type { Batch } from "../../src/operations/columnOperation";
import {
  handmade,
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

const remaking = fc.constantFrom("in the way" as const, "changed" as const);
const recordRow = some<RecordRow>(
  {
    type: fc.constantFrom("VIEW", "MATERIALIZED_VIEW", "GENERATED_COLUMN"),
    name,
    value: sql,
  },
  { schema: name, table: name },
);
const batch = some<Batch>({ rows: fc.integer({ min: 1 }) }, { along: name });
const readers = table.map(({ columns, checks, indexes }) => ({
  columns,
  checks,
  indexes,
}));

const byKind: { [Kind in OperationKind]: fc.Arbitrary<Of<Kind>> } = {
  createSchema: some({ kind: kind("createSchema"), schema: name }, {}),
  dropSchema: some({ kind: kind("dropSchema"), schema: name }, {}),
  createExtension: some({ kind: kind("createExtension"), extension: name }, {}),
  dropExtension: some({ kind: kind("dropExtension"), extension: name }, {}),
  createEnumType: some({ kind: kind("createEnumType"), enumType }, {}),
  dropEnumType: some({ kind: kind("dropEnumType"), enumType }, {}),
  renameEnumType: some({ kind: kind("renameEnumType"), from: id, to: id }, {}),
  renameEnumLabel: some(
    { kind: kind("renameEnumLabel"), enumType: id, from: name, to: name },
    {},
  ),
  renameSequence: some(
    { kind: kind("renameSequence"), table: id, from: id, to: id },
    {},
  ),
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
  alterTableEngine: some(
    { kind: kind("alterTableEngine"), table: id, from: text, to: text },
    {},
  ),
  addColumn: some(
    { kind: kind("addColumn"), table: id, column },
    { backfill: sql, batch },
  ),
  dropColumn: some(
    { kind: kind("dropColumn"), table: id, column },
    { backfill: sql },
  ),
  renameColumn: some(
    { kind: kind("renameColumn"), table: id, from: name, to: name },
    { readers: some({ from: readers, to: readers }, {}) },
  ),
  alterColumn: some(
    { kind: kind("alterColumn"), table: id, from: column, to: column },
    {
      cast: sql,
      inverseCast: sql,
      oneWay: truly,
      backfill: sql,
      batch,
      labels,
      inverseLabels: labels,
      unverified: truly,
    },
  ),
  addConstraint: some(
    { kind: kind("addConstraint"), table: id, constraint },
    { unverified: truly, aroundRenames: truly },
  ),
  dropConstraint: some(
    { kind: kind("dropConstraint"), table: id, constraint },
    { unverified: truly, aroundRenames: truly },
  ),
  renameConstraint: some(
    {
      kind: kind("renameConstraint"),
      table: id,
      constraint: constraintKind,
      from: name,
      to: name,
    },
    { definition: constraint, underWay: truly },
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
    { underWay: truly },
  ),
  createView: some(
    { kind: kind("createView"), view },
    { remade: remaking, unverified: truly },
  ),
  dropView: some(
    { kind: kind("dropView"), view },
    { remade: remaking, unverified: truly },
  ),
  alterView: some(
    { kind: kind("alterView"), from: view, to: view },
    { unverified: truly },
  ),
  renameView: some(
    {
      kind: kind("renameView"),
      materialized: fc.boolean(),
      from: id,
      to: id,
    },
    {},
  ),
  alterRecord: some(
    {
      kind: kind("alterRecord"),
      table: id,
      from: fc.array(recordRow, { maxLength: 2 }),
      to: fc.array(recordRow, { maxLength: 2 }),
    },
    {},
  ),
  takeDown: some({ kind: kind("takeDown"), object: handmade }, {}),
  putBack: some({ kind: kind("putBack"), object: handmade }, {}),
};

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  ...Object.values<fc.Arbitrary<Operation>>(byKind),
);
