// Arbitrary schemas, as plain data. They need not make sense to a server.
import fc from "fast-check";
import type {
  Attachment,
  Attachments,
  Handmade,
  PartitionedBy,
  Check,
  Column,
  Constraint,
  EnumType,
  Exclusion,
  ForeignKey,
  Generation,
  Grant,
  Index,
  IndexKey,
  ObjectId,
  Partition,
  PrimaryKey,
  Schema,
  SequenceOptions,
  Table,
  Unique,
  View,
  ViewColumn,
  ViewRead,
} from "../../src";

type OptionalIn<Item> = {
  [Field in keyof Item]-?: object extends Pick<Item, Field> ? Field : never;
}[keyof Item];

/** An object with these fields, of which some may be missing. */
export const some = <Item extends object>(
  required: {
    [Field in Exclude<keyof Item, OptionalIn<Item>>]: fc.Arbitrary<Item[Field]>;
  },
  optional: {
    [Field in OptionalIn<Item>]: fc.Arbitrary<Exclude<Item[Field], undefined>>;
  },
): fc.Arbitrary<Item> =>
  fc.record(
    { ...required, ...optional },
    { noNullPrototype: true, requiredKeys: Object.keys(required) as never[] },
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<Item>;

export const name = fc.oneof(
  fc.constantFrom("a", "b", "c", "Ünï code"),
  fc.string({ minLength: 1, maxLength: 8 }),
);
export const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
export const sql = fc.string({ maxLength: 12 });
export const truly = fc.constant(true as const);

const deferrable = fc.constantFrom("IMMEDIATE" as const, "DEFERRED" as const);
const action = fc.constantFrom(
  "NO ACTION" as const,
  "RESTRICT" as const,
  "CASCADE" as const,
  "SET NULL" as const,
  "SET DEFAULT" as const,
);

export const id = some<ObjectId>({ name }, { schema: name });

const grants = fc.array(
  some<Grant>({ privilege: name, role: name }, { grantable: truly }),
  { maxLength: 2 },
);

export const enumType = some<EnumType>(
  { name, labels: names },
  {
    schema: name,
    usedElsewhere: names,
    declaredByHeirs: truly,
    comment: sql,
    owner: name,
    grants,
  },
);

const options = some<SequenceOptions>(
  {},
  {
    type: sql,
    increment: sql,
    minimum: sql,
    maximum: sql,
    start: sql,
    cache: sql,
    cycle: truly,
    comment: sql,
    grants,
  },
);

const generation: fc.Arbitrary<Generation> = fc.oneof(
  some<Extract<Generation, { kind: "serial" }>>(
    { kind: fc.constant("serial"), sequence: id },
    { call: sql, options },
  ),
  some<Extract<Generation, { kind: "identity" }>>(
    {
      kind: fc.constant("identity"),
      mode: fc.constantFrom("ALWAYS", "BY DEFAULT"),
    },
    { sequence: id, options },
  ),
  some<Extract<Generation, { kind: "increment" }>>(
    { kind: fc.constant("increment") },
    {},
  ),
  some<Extract<Generation, { kind: "expression" }>>(
    {
      kind: fc.constant("expression"),
      expression: sql,
      stored: fc.boolean(),
    },
    {},
  ),
);

export const column = some<Column>(
  {
    name,
    type: fc.constantFrom("integer", "text", "character varying(10)"),
    nullable: fc.boolean(),
  },
  {
    domainOver: fc.constant("text"),
    enumType: id,
    labels: names,
    default: sql,
    generation,
    onUpdate: sql,
    collation: name,
    collationSchema: name,
    charset: name,
    srid: fc.constantFrom(0, 4326),
    comment: sql,
    width: fc.constantFrom(1, 5),
    zerofill: truly,
    compressed: truly,
    invisible: truly,
    check: sql,
    options: names,
    storage: names,
    statistics: names,
    grants,
  },
);

const marks = {
  comment: sql,
  clustered: truly,
  replicaIdentity: truly,
  tablespace: name,
  parameters: names,
};

const primaryKey = some<PrimaryKey>(
  { kind: fc.constant("primaryKey"), name, columns: names },
  { deferrable, ...marks, include: names },
);
const unique = some<Unique>(
  { kind: fc.constant("unique"), name, columns: names },
  { deferrable, nullsNotDistinct: truly, ...marks, include: names },
);
const check = some<Check>(
  { kind: fc.constant("check"), name, expression: sql },
  { noInherit: truly, notValid: truly, notEnforced: truly, comment: sql },
);
const exclusion = some<Exclusion>(
  { kind: fc.constant("exclusion"), name, expression: sql },
  { deferrable, ...marks },
);
const foreignKey = some<ForeignKey>(
  {
    kind: fc.constant("foreignKey"),
    name,
    columns: names,
    references: id,
    referencedColumns: names,
    onDelete: action,
    onUpdate: action,
  },
  {
    deferrable,
    matchFull: truly,
    setColumns: names,
    notValid: truly,
    withIndex: truly,
    comment: sql,
  },
);

export const handmade = some<Handmade>(
  {
    subject: name,
    name,
    uses: fc.array(some({ table: id, column: name }, {}), { maxLength: 2 }),
    usesTables: fc.array(id, { maxLength: 1 }),
    goesWith: fc.constantFrom("table", "column", "nothing", "rowType", "fill"),
    down: names,
    up: names,
  },
  {
    table: id,
    overwrittenBy: fc.constantFrom("default", "type", "nothing"),
    keeps: fc.constantFrom("columns", "names", "schema"),
    partitionedBy: fc.array(
      some<PartitionedBy>(
        {
          method: fc.constantFrom("expression", "columns", "key"),
          columns: names,
        },
        {},
      ),
      { maxLength: 2 },
    ),
  },
);

export const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  primaryKey,
  unique,
  check,
  exclusion,
  foreignKey,
);

export const index = some<Index>(
  {
    name,
    unique: fc.boolean(),
    method: fc.constantFrom("btree", "gin"),
    keys: fc.array(
      some<IndexKey>(
        {},
        {
          column: name,
          expression: sql,
          collation: name,
          operatorClass: name,
          length: fc.constantFrom(5, 10),
          descending: truly,
          nulls: fc.constantFrom("FIRST", "LAST"),
        },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  {
    ...marks,
    include: names,
    predicate: sql,
    nullsNotDistinct: truly,
    parser: name,
    implied: truly,
    invisible: truly,
    statistics: names,
    invalid: truly,
  },
);

const named = <Item extends { readonly name: string }>(
  item: fc.Arbitrary<Item>,
): fc.Arbitrary<Item[]> =>
  fc.uniqueArray(item, { selector: nameOf, maxLength: 3 });

const nameOf = (item: { readonly name: string }): string => item.name;

export const table = some<Table>(
  {
    name,
    columns: named(column),
    uniques: named(unique),
    checks: named(check),
    exclusions: named(exclusion),
    foreignKeys: named(foreignKey),
    indexes: named(index),
  },
  {
    schema: name,
    comment: sql,
    engine: name,
    collation: name,
    options: sql,
    primaryKey,
    handmadeIndexes: named(index),
    partitioned: fc.record({
      by: sql,
      partitions: named(
        some<Partition>(
          { name, of: id, bound: sql },
          { schema: name, by: sql },
        ),
      ),
    }),
  },
);

export const view = some<View>(
  {
    name,
    materialized: fc.boolean(),
    definition: sql,
    indexes: named(index),
    reads: fc.array(
      some<ViewRead>(
        { name, columns: names },
        {
          schema: name,
          groupsByKey: truly,
          heirs: fc.array(id, { maxLength: 2 }),
        },
      ),
      {
        maxLength: 2,
      },
    ),
  },
  {
    schema: name,
    typed: sql,
    columns: fc.array(
      some<ViewColumn>(
        { name, type: fc.constantFrom("integer", "text") },
        { collation: name },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    mapped: names,
    parameters: names,
    unpopulated: truly,
    attachments: some<Attachments>(
      {
        to: id,
        statements: fc.array(
          some<Attachment>(
            { sql },
            {
              columns: names,
              index: name,
              makesIndex: truly,
              subject: name,
              name,
              only: fc.constantFrom("view", "materialized view"),
            },
          ),
          { maxLength: 2 },
        ),
      },
      {},
    ),
  },
);

export const schema = some<Schema>(
  {
    schemas: names,
    enumTypes: named(enumType),
    tables: named(table),
    views: named(view),
  },
  { extensions: names },
);

/** The same schema, its lists in another order. Only the order of columns and labels means something. */
export const shuffled = (given: Schema): fc.Arbitrary<Schema> => {
  const mixed = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length });
  const mixedTable = (item: Table): fc.Arbitrary<Table> =>
    fc
      .record({
        uniques: mixed(item.uniques),
        checks: mixed(item.checks),
        exclusions: mixed(item.exclusions),
        foreignKeys: mixed(item.foreignKeys),
        indexes: mixed(item.indexes),
      })
      .map((lists) => ({ ...item, ...lists }));
  return fc.record({
    schemas: mixed(given.schemas),
    ...(given.extensions === undefined
      ? {}
      : { extensions: mixed(given.extensions) }),
    enumTypes: mixed(given.enumTypes),
    tables: fc.tuple(...given.tables.map(mixedTable)).chain(mixed),
    views: fc
      .tuple(
        ...given.views.map((item) =>
          mixed(item.indexes).map((indexes) => ({ ...item, indexes })),
        ),
      )
      .chain(mixed),
  });
};
