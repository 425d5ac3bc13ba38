// The live schema, read from pg_catalog in one snapshot.
import type {
  Constraint,
  Notice,
  ObjectId,
  Schema,
  Table,
  View,
} from "../../schema/schema";
import { inOrder } from "../../schema/inOrder";
import type { Database, Introspection, Scope } from "../dialect";
import { columnsOf, readColumns, type ColumnRow } from "./catalog/columns";
import { constraintOf, readConstraints } from "./catalog/constraints";
import { enumTypeOf, readEnumTypes } from "./catalog/enumTypes";
import { indexOf, readIndexes } from "./catalog/indexes";
import {
  readRelations,
  schemaList,
  type ColumnNames,
  type RelationRow,
  type ViewRelationRow,
} from "./catalog/tables";
import { viewColumnsOf, viewOf } from "./catalog/views";
import { meanwhile } from "./meanwhile";

/** Everything in scope, in seven queries whatever its size. Rows of each are worked on while the server is at the next. */
export async function introspect(
  database: Database,
  scope: Scope,
): Promise<Introspection> {
  const schemas = schemaList(scope.schemas);
  return inSnapshot(database, async () => {
    const { relations, server, existingSchemas, extensions } =
      await readRelations(database, schemas);
    const local = (schema: string): string | undefined =>
      schema === server.defaultSchema ? undefined : schema;
    const idOf = (row: RelationRow): ObjectId => {
      const schema = local(row.schema);
      return schema === undefined
        ? { name: row.name }
        : { schema, name: row.name };
    };
    const compared = relations.filter(
      (row) => isTable(row, scope, idOf(row)) && scope.includes(idOf(row)),
    );

    const columnRows = await readColumns(database, schemas, server.version);
    const columnNames = namesOf(columnRows);
    const [constraintRows, columns] = await meanwhile(
      readConstraints(database, schemas, server.version),
      () => byOid(compared, columnRows, (rows) => columnsOf(rows, local)),
    );
    const [indexRows, constraints] = await meanwhile(
      readIndexes(database, schemas, server.version),
      () =>
        byOid(compared, constraintRows, (rows, { oid }) =>
          constraintsByKind(
            rows.map((row) => constraintOf(row, oid, columnNames, local)),
          ),
        ),
    );
    const [enumTypeRows, indexes] = await meanwhile(
      readEnumTypes(database, schemas),
      () =>
        byOid(compared, indexRows, (rows, relation) =>
          rows
            .filter((row) => scope.includesIndex(idOf(relation), row.name))
            .map((row) => indexOf(row, columnNames(relation.oid))),
        ),
    );

    const views = relations.flatMap((relation): View[] => {
      const id = idOf(relation);
      return isView(relation, scope, id)
        ? [
            {
              ...id,
              ...viewOf(relation),
              columns: viewColumnsOf(columnRows.get(relation.oid) ?? []),
              indexes: (indexRows.get(relation.oid) ?? [])
                .filter((row) => scope.includesIndex(id, row.name))
                .map((row) => indexOf(row, columnNames(relation.oid))),
            },
          ]
        : [];
    });
    const comparedOids = new Set(compared.map((row) => row.oid));
    const schema: Schema = {
      schemas: existingSchemas.filter(
        (name) => name !== server.defaultSchema && scope.schemas.includes(name),
      ),
      extensions,
      enumTypes: enumTypeRows.map((row) =>
        enumTypeOf(row, (oid) => comparedOids.has(oid), local),
      ),
      tables: compared.map((relation): Table => ({
        ...idOf(relation),
        ...(relation.comment === null ? {} : { comment: relation.comment }),
        columns: columns.get(relation.oid) ?? [],
        ...(constraints.get(relation.oid) ?? constraintsByKind([])),
        indexes: indexes.get(relation.oid) ?? [],
      })),
      views,
    };
    return {
      schema: inOrder(schema),
      server,
      ...unmodelled(relations, scope, idOf),
    };
  });
}

/** What is made of the rows of each relation. */
function byOid<Row, Made>(
  relations: readonly RelationRow[],
  rows: ReadonlyMap<number, readonly Row[]>,
  make: (rows: readonly Row[], relation: RelationRow) => Made,
): ReadonlyMap<number, Made> {
  return new Map(
    relations.map((relation) => [
      relation.oid,
      make(rows.get(relation.oid) ?? [], relation),
    ]),
  );
}

// Catalog queries are long rather than costly: compiling one takes longer than running it (jit_above_cost goes by estimates).
const snapshot = `
  START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
  SET LOCAL jit = off`;

/** A consistent view of all catalogs, though tables be dropped while they are read. */
async function inSnapshot<Result>(
  database: Database,
  read: () => Promise<Result>,
): Promise<Result> {
  await database.query(snapshot);
  try {
    return await read();
  } finally {
    await database.query("COMMIT");
  }
}

/** Partitioned tables, and tables that inherit, are somebody else's, unless an entity maps them. Members of extensions always are. */
function isTable(row: RelationRow, scope: Scope, id: ObjectId): boolean {
  if (row.extension || (row.relkind !== "r" && row.relkind !== "p"))
    return false;
  const plain = row.relkind === "r" && !row.family;
  return plain || scope.maps(id) || scope.takesOver(id);
}

/** Extension members are somebody else's. */
const isView = (
  row: RelationRow,
  scope: Scope,
  id: ObjectId,
): row is ViewRelationRow =>
  (row.relkind === "v" || row.relkind === "m") &&
  !row.extension &&
  scope.includesView(id);

/** Entities whose table is in the database as something else. */
function unmodelled(
  relations: readonly RelationRow[],
  scope: Scope,
  idOf: (row: RelationRow) => ObjectId,
): Pick<Introspection, "notices" | "untouchable"> {
  const others = relations.filter(
    (row) => whatElse(row) !== undefined && scope.maps(idOf(row)),
  );
  return {
    untouchable: others.map(idOf),
    notices: others.map((row): Notice => ({
      subject: "table",
      name: row.name,
      reason: `in the database it ${whatElse(row) ?? ""}`,
    })),
  };
}

/** `undefined` for a table that can be compared. */
const whatElse = ({ relkind, extension }: RelationRow): string | undefined =>
  relationWords[relkind] ?? (extension ? "belongs to an extension" : undefined);

const relationWords: Readonly<Record<string, string>> = {
  v: "is a view",
  m: "is a materialized view",
  f: "is a foreign table",
};

/** Numbers are looked up in a table's rows only where something has columns. */
function namesOf(
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
): ColumnNames {
  return (tableOid) => {
    const rows = columns.get(tableOid) ?? [];
    return (attnum) => rows.find(({ number }) => number === attnum)?.name ?? "";
  };
}

function constraintsByKind(
  constraints: readonly Constraint[],
): Pick<
  Table,
  "primaryKey" | "uniques" | "checks" | "exclusions" | "foreignKeys"
> {
  const of = <Kind extends Constraint["kind"]>(
    kind: Kind,
  ): Extract<Constraint, { kind: Kind }>[] =>
    constraints.filter(
      (constraint): constraint is Extract<Constraint, { kind: Kind }> =>
        constraint.kind === kind,
    );
  const [primaryKey] = of("primaryKey");
  return {
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: of("unique"),
    checks: of("check"),
    exclusions: of("exclusion"),
    foreignKeys: of("foreignKey"),
  };
}
