// A model → TypeORM's entities, as decorated classes.
import {
  Check,
  ChildEntity,
  Column,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
  ViewEntity,
  type ColumnOptions,
  type PrimaryColumnOptions,
} from "typeorm";
import type { AnyEntity } from "../judges/database";
import {
  isEnum,
  labelsOf,
  type ColumnModel,
  type EnumModel,
  type IdKind,
  type ReferenceModel,
  type SetModel,
  type TableModel,
} from "./model";
import { factsOf } from "./types";

type Class = new () => object;
type Classes = ReadonlyMap<string, Class>;

/** `quote` is what names stand between in SQL. */
export function entitiesOf(set: SetModel, quote: '"' | "`" = '"'): AnyEntity[] {
  const classes = new Map(set.tables.map(({ name }) => [name, named(name)]));
  return set.tables.flatMap((table) => {
    const target = classes.get(table.name) ?? named(table.name);
    decorate(set, table, target, classes, quote);
    return [target, ...childrenOf(table, target), ...viewsOf(table, quote)];
  });
}

/** What a view selects it does not show to TypeORM, which does not ask for it. */
function viewsOf(
  { name, schema, composite, view }: TableModel,
  quote: '"' | "`",
): Class[] {
  if (view === undefined) return [];
  const quoted = (...names: readonly string[]): string[] =>
    names.map((one) => `${quote}${one}${quote}`);
  const place = (one: string): string =>
    quoted(...(schema === undefined ? [] : [schema]), one).join(".");
  const { grouped, materialized, onTop } = view;
  const key = quoted("id", ...(composite ? ["part"] : [])).join(", ");
  const [columns = "", top = ""] = [view.columns, view.columns.slice(0, 1)].map(
    (names) => [key, ...quoted(...names)].join(", "),
  );
  const options = schema === undefined ? {} : { schema };
  const first = named(view.name);
  ViewEntity({
    ...options,
    name: view.name,
    materialized,
    expression: grouped
      ? `SELECT ${columns}, count(*) AS n FROM ${place(name)} GROUP BY ${key}`
      : `SELECT ${columns} FROM ${place(name)}`,
  })(first);
  if (!onTop) return [first];
  const second = named(`${view.name} on top`);
  ViewEntity({
    ...options,
    name: `${view.name} on top`,
    expression: `SELECT ${top} FROM ${place(view.name)}`,
    dependsOn: [first],
  })(second);
  return [first, second];
}

/** What the class is called goes into the discriminator of inheritance. */
function named(name: string, parent: Class = class {}): Class {
  return Object.defineProperty(class extends parent {}, "name", {
    value: name,
  });
}

function decorate(
  set: SetModel,
  table: TableModel,
  target: Class,
  classes: Classes,
  quote: '"' | "`",
): void {
  const { schema, comment } = table;
  Entity(table.name, {
    ...(schema === undefined ? {} : { schema }),
    ...(comment === undefined ? {} : { comment }),
  })(target);
  decorateKey(table, target);
  for (const column of table.columns)
    Column(columnOf(set, column))(target.prototype as object, column.name);
  for (const reference of table.references)
    decorateReference(set, reference, target, classes);
  decorateConstraints(set, table, target, quote);
  decorateRelations(table, target, classes);
  if (table.embedded !== undefined)
    Column(() => Outer, {
      ...(table.embedded === "plain"
        ? {}
        : { prefix: table.embedded === "bare" ? false : "its_" }),
    })(target.prototype as object, "extra");
  if (table.children !== undefined)
    TableInheritance({ column: { type: "varchar", name: "kind" } })(target);
}

class Inner {
  @Column({ type: "integer", nullable: true, unique: true }) depth!: number;
}

class Outer {
  @Column({ type: "varchar", default: "outer" }) word!: string;
  @Column(() => Inner) inner!: Inner;
}

function childrenOf({ children = [] }: TableModel, parent: Class): Class[] {
  return children.map((name) => {
    const child = named(name, parent);
    ChildEntity(name)(child);
    Column({ type: "integer", name: `${name} size`, nullable: true })(
      child.prototype as object,
      "size",
    );
    return child;
  });
}

const keys: Readonly<Record<IdKind, PrimaryColumnOptions>> = {
  integer: { type: "integer" },
  serial: { type: "integer" },
  bigserial: { type: "bigint" },
  identity: { type: "integer" },
  uuid: { type: "uuid" },
  varchar: { type: "varchar", length: 40 },
};

function decorateKey({ id, composite }: TableModel, target: Class): void {
  const prototype = target.prototype as object;
  switch (id) {
    case "uuid":
      PrimaryGeneratedColumn("uuid")(prototype, "id");
      break;
    case "identity":
      PrimaryGeneratedColumn("identity")(prototype, "id");
      break;
    case "serial":
      PrimaryGeneratedColumn()(prototype, "id");
      break;
    case "bigserial":
      PrimaryGeneratedColumn({ type: "bigint" })(prototype, "id");
      break;
    default:
      PrimaryColumn(keys[id])(prototype, "id");
  }
  if (composite) PrimaryColumn({ type: "integer" })(prototype, "part");
}

function columnOf(
  set: SetModel,
  { type, nullable, defaulted, spelling, comment, collation }: ColumnModel,
): ColumnOptions {
  const more = { nullable, ...(comment === undefined ? {} : { comment }) };
  if (!isEnum(type)) {
    const { options, defaults, family } = factsOf(type);
    return {
      ...(options as ColumnOptions),
      ...more,
      ...(collation === undefined || family !== "text" ? {} : { collation }),
      ...(defaulted ? { default: defaults[spelling % defaults.length] } : {}),
    };
  }
  const labels = labelsOf(set, type);
  return {
    type: "enum",
    enum: [...labels],
    ...(type.array ? { array: true } : {}),
    ...(type.labels === "shared" ? { enumName: "shared kind" } : {}),
    ...more,
    ...(defaulted ? { default: enumDefault(labels, type) } : {}),
  };
}

/** TypeORM puts a label between quotes as it is. */
function enumDefault(labels: readonly string[], { array }: EnumModel): unknown {
  return array ? [] : labels[0]?.replaceAll("'", "''");
}

function decorateReference(
  set: SetModel,
  {
    name,
    target: to,
    nullable,
    onDelete,
    onUpdate,
    deferrable,
  }: ReferenceModel,
  target: Class,
  classes: Classes,
): void {
  const prototype = target.prototype as object;
  const referenced = set.tables.find((table) => table.name === to);
  const composite = referenced?.composite === true;
  Column({ ...keys[referenced?.id ?? "integer"], nullable })(prototype, name);
  if (composite)
    Column({ type: "integer", nullable })(prototype, `${name} part`);
  ForeignKey(
    () => classes.get(to) ?? target,
    composite ? [name, `${name} part`] : [name],
    composite ? ["id", "part"] : ["id"],
    { onDelete, onUpdate, ...(deferrable === undefined ? {} : { deferrable }) },
  )(target);
}

/** Names of constraints and indexes are unique in a schema, so they say their table's. */
function decorateConstraints(
  set: SetModel,
  table: TableModel,
  target: Class,
  quote: '"' | "`",
): void {
  const full = (name: string): string => `${table.name} ${name}`;
  for (const { name, columns, deferrable } of table.uniques) {
    const options = deferrable === undefined ? {} : { deferrable };
    if (name === undefined) Unique([...columns], options)(target);
    else Unique(full(name), [...columns], options)(target);
  }
  for (const { name, columns } of table.checks) {
    const expression = columns
      .map((column) => `(${conditionOn(set, table, column)})`)
      .join(" AND ")
      .replaceAll('"', quote);
    if (name === undefined) Check(expression)(target);
    else Check(full(name), expression)(target);
  }
  for (const { name, columns } of table.exclusions) {
    const expression = `USING btree (${columns.map((column) => `"${column}" WITH =`).join(", ")})`;
    if (name === undefined) Exclusion(expression)(target);
    else Exclusion(full(name), expression)(target);
  }
  for (const { name, columns, unique, partial } of table.indexes) {
    const options = {
      unique,
      ...(partial
        ? {
            where: columns
              .map((column) => predicateOn(set, table, column))
              .join(" AND "),
          }
        : {}),
    };
    if (name === undefined) Index([...columns], options)(target);
    else Index(full(name), [...columns], options)(target);
  }
}

function decorateRelations(
  { name, tree, joins }: TableModel,
  target: Class,
  classes: Classes,
): void {
  const prototype = target.prototype as object;
  for (const join of joins) {
    ManyToMany(() => classes.get(join.target) ?? target)(prototype, join.name);
    JoinTable(
      join.named
        ? {
            name: `${name} ${join.name}`,
            joinColumn: { name: "left side" },
            inverseJoinColumn: { name: "right" },
          }
        : {},
    )(prototype, join.name);
  }
  if (tree === undefined) return;
  if (tree === "adjacency") {
    ManyToOne(() => target, { nullable: true })(prototype, "above");
    return;
  }
  Tree(tree)(target);
  TreeParent()(prototype, "above");
  TreeChildren()(prototype, "below");
}

function conditionOn(
  set: SetModel,
  { columns }: TableModel,
  name: string,
): string {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) return "true";
  return isEnum(column.type)
    ? `"${name}" IS NOT NULL OR ${hasFirstLabel(set, name, column.type)}`
    : (factsOf(column.type).check?.(`"${name}"`) ?? "true");
}

function predicateOn(
  set: SetModel,
  { columns }: TableModel,
  name: string,
): string {
  const column = columns.find((candidate) => candidate.name === name);
  return column !== undefined && isEnum(column.type) && !column.type.array
    ? hasFirstLabel(set, name, column.type)
    : `"${name}" IS NOT NULL`;
}

const hasFirstLabel = (set: SetModel, name: string, type: EnumModel): string =>
  `"${name}" = '${labelsOf(set, type)[0]?.replaceAll("'", "''") ?? ""}'`;
