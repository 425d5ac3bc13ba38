// The live schema, read from pg_catalog in one snapshot.
import type {
  Constraint,
  Notice,
  ObjectId,
  Schema,
  Table,
} from "../../schema/schema";
import type { Database, Introspection, Scope } from "../dialect";
import { columnsOf, readColumns } from "./catalog/columns";
import { constraintOf, readConstraints } from "./catalog/constraints";
import { enumTypeOf, readEnumTypes } from "./catalog/enumTypes";
import { indexOf, readIndexes } from "./catalog/indexes";
import { readRelations, schemaList, type RelationRow } from "./catalog/tables";

/** Everything in scope, in seven queries whatever its size. */
export async function introspect(
  database: Database,
  scope: Scope,
): Promise<Introspection> {
  const schemas = schemaList(scope.schemas);
  const catalog = await inSnapshot(database, async () => {
    const relations = await readRelations(database, schemas);
    const { version } = relations.server;
    return {
      ...relations,
      columns: await readColumns(database, schemas, version),
      constraints: await readConstraints(database, schemas, version),
      indexes: await readIndexes(database, schemas, version),
      enumTypes: await readEnumTypes(database, schemas),
    };
  });
  const { server } = catalog;

  const local = (schema: string): string | undefined =>
    schema === server.defaultSchema ? undefined : schema;
  const idOf = (row: RelationRow): ObjectId => {
    const schema = local(row.schema);
    return schema === undefined
      ? { name: row.name }
      : { schema, name: row.name };
  };
  const compared = catalog.relations.filter(
    (row) => isTable(row, scope, idOf(row)) && scope.includes(idOf(row)),
  );
  const comparedOids = new Set(compared.map((row) => row.oid));
  const columnRows = grouped(catalog.columns);
  const constraintRows = grouped(catalog.constraints);
  const indexRows = grouped(catalog.indexes);

  const tables = compared.map((relation): Table => {
    const rows = columnRows.get(relation.oid) ?? [];
    const names = new Map(rows.map((row) => [row.number, row.name]));
    const columnAt = (attnum: number): string => names.get(attnum) ?? "";
    const id = idOf(relation);
    return {
      ...id,
      ...(relation.comment === null ? {} : { comment: relation.comment }),
      columns: columnsOf(rows, local),
      ...constraintsByKind(
        (constraintRows.get(relation.oid) ?? []).map((row) =>
          constraintOf(row, columnAt, local),
        ),
      ),
      indexes: (indexRows.get(relation.oid) ?? [])
        .filter((row) => scope.includesIndex(id, row.name))
        .map((row) => indexOf(row, columnAt)),
    };
  });

  const schema: Schema = {
    schemas: catalog.existingSchemas
      .filter(
        (name) => name !== server.defaultSchema && scope.schemas.includes(name),
      )
      .sort(),
    enumTypes: catalog.enumTypes.map((row) =>
      enumTypeOf(row, (oid) => comparedOids.has(oid), local),
    ),
    tables,
  };
  return {
    schema,
    server,
    ...unmodelled(catalog.relations, scope, idOf),
  };
}

/** A consistent view of all catalogs, though tables be dropped while they are read. */
async function inSnapshot<Result>(
  database: Database,
  read: () => Promise<Result>,
): Promise<Result> {
  await database.query(
    "START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
  );
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
  return plain || scope.maps(id);
}

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

function grouped<Row extends { readonly tableOid: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.tableOid);
    if (group === undefined) groups.set(row.tableOid, [row]);
    else group.push(row);
  }
  return groups;
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
