// Random sets of entities.
import fc from "fast-check";
import {
  sound,
  type ColumnModel,
  type ConstraintModel,
  type IndexModel,
  type JoinModel,
  type ReferenceModel,
  type SetModel,
  type TableModel,
  type ViewModel,
} from "./model";
import { typeNames } from "./types";

const tableNames = ["person", "Order Line", "user", "größe", "a-b"] as const;
const columnNames = [
  "name",
  "fullName",
  "with space",
  "order",
  "价格",
  "a%b",
  "x",
] as const;
const referenceNames = ["owner", "parent Id"] as const;
const comments = ["plain", 'it\'s "quoted" \\ `${x}` */', "two\nlines 🦊"];

/** Objects as people write them. */
const plain = { noNullPrototype: true };

const labels = fc.uniqueArray(
  fc.constantFrom("a", "B", "it's", "two words", "ü", "1"),
  { minLength: 1, maxLength: 4 },
);

const column: fc.Arbitrary<ColumnModel> = fc.record(
  {
    name: fc.constantFrom(...columnNames),
    type: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...typeNames) },
      {
        weight: 1,
        arbitrary: fc.record({ labels, array: fc.boolean() }, plain),
      },
      {
        weight: 1,
        arbitrary: fc.record(
          { labels: fc.constant("shared" as const), array: fc.boolean() },
          plain,
        ),
      },
    ),
    nullable: fc.boolean(),
    defaulted: fc.boolean(),
    spelling: fc.nat(4),
    collation: fc.option(fc.constantFrom("C", "POSIX", "und-x-icu"), {
      nil: undefined,
      freq: 5,
    }),
    comment: fc.option(fc.constantFrom(...comments), {
      nil: undefined,
      freq: 5,
    }),
  },
  plain,
);

const reference: fc.Arbitrary<ReferenceModel> = fc.record(
  {
    name: fc.constantFrom(...referenceNames),
    target: fc.constantFrom(...tableNames),
    nullable: fc.boolean(),
    onDelete: fc.constantFrom("NO ACTION", "CASCADE", "RESTRICT", "SET NULL"),
    onUpdate: fc.constantFrom("NO ACTION", "CASCADE"),
    deferrable: fc.option(
      fc.constantFrom("INITIALLY IMMEDIATE", "INITIALLY DEFERRED"),
      { nil: undefined, freq: 4 },
    ),
  },
  plain,
);

const columns = (maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...columnNames), { minLength: 1, maxLength });

const constraint = (...names: readonly string[]) =>
  fc.record(
    {
      name: fc.option(fc.constantFrom(...names), { nil: undefined }),
      columns: columns(2),
      deferrable: fc.option(
        fc.constantFrom("INITIALLY IMMEDIATE", "INITIALLY DEFERRED"),
        { nil: undefined, freq: 4 },
      ),
    },
    plain,
  ) satisfies fc.Arbitrary<ConstraintModel>;

const index: fc.Arbitrary<IndexModel> = fc.record(
  {
    name: fc.option(fc.constantFrom("i1", "i2"), { nil: undefined }),
    columns: columns(3),
    unique: fc.boolean(),
    partial: fc.boolean(),
  },
  plain,
);

const join: fc.Arbitrary<JoinModel> = fc.record(
  {
    name: fc.constantFrom("likes", "Other ones"),
    target: fc.constantFrom(...tableNames),
    named: fc.boolean(),
  },
  plain,
);

const view: fc.Arbitrary<ViewModel> = fc.record(
  {
    name: fc.constantFrom("view", "Its view"),
    columns: columns(4),
    grouped: fc.boolean(),
    materialized: fc.boolean(),
    onTop: fc.boolean(),
  },
  plain,
);

const seldom = <Item extends string>(...items: readonly Item[]) =>
  fc.option(fc.constantFrom(...items), { nil: undefined, freq: 5 });

const table: fc.Arbitrary<TableModel> = fc.record(
  {
    name: fc.constantFrom(...tableNames),
    schema: fc.option(fc.constant("Other schema"), { nil: undefined, freq: 4 }),
    comment: fc.option(fc.constantFrom(...comments), {
      nil: undefined,
      freq: 4,
    }),
    id: fc.constantFrom(
      "integer",
      "serial",
      "bigserial",
      "identity",
      "uuid",
      "varchar",
    ),
    composite: fc.boolean(),
    columns: fc.array(column, { maxLength: 6 }),
    references: fc.array(reference, { maxLength: 2 }),
    uniques: fc.array(constraint("u1", "u2"), { maxLength: 2 }),
    checks: fc.array(constraint("c1", "c2"), { maxLength: 2 }),
    exclusions: fc.array(constraint("x1", "x2"), { maxLength: 1 }),
    joins: fc.array(join, { maxLength: 1 }),
    embedded: seldom("plain", "prefixed", "bare"),
    tree: seldom(
      "adjacency",
      "closure-table",
      "materialized-path",
      "nested-set",
    ),
    children: fc.option(
      fc.uniqueArray(fc.constantFrom("one", "Two", "3 ü"), { maxLength: 2 }),
      { nil: undefined, freq: 5 },
    ),
    indexes: fc.array(index, { maxLength: 2 }),
    view: fc.option(view, { nil: undefined, freq: 2 }),
  },
  plain,
);

export const sets: fc.Arbitrary<SetModel> = fc
  .record(
    {
      tables: fc.uniqueArray(table, {
        selector: ({ name }) => name,
        minLength: 1,
        maxLength: 4,
      }),
      sharedLabels: labels,
    },
    plain,
  )
  .map(sound);
