// A set of entities as plain data that can be generated, changed and shrunk. Tables and columns know each other by name.
import { factsOf, type TypeName } from "./types";

export type IdKind =
  "integer" | "serial" | "bigserial" | "identity" | "uuid" | "varchar";

export interface SetModel {
  readonly tables: readonly TableModel[];
  /** Labels of an enum type that several columns share. */
  readonly sharedLabels: readonly string[];
}

export interface TableModel {
  readonly name: string;
  /** What it was called before somebody renamed it. */
  readonly was?: string;
  readonly schema?: string | undefined;
  readonly comment?: string | undefined;
  readonly id: IdKind;
  /** The key has a second column, `part`. */
  readonly composite: boolean;
  readonly columns: readonly ColumnModel[];
  readonly references: readonly ReferenceModel[];
  readonly uniques: readonly ConstraintModel[];
  readonly checks: readonly ConstraintModel[];
  readonly exclusions: readonly ConstraintModel[];
  readonly indexes: readonly IndexModel[];
  readonly joins: readonly JoinModel[];
  readonly embedded?: Embedding | undefined;
  readonly tree?: TreeKind | undefined;
  /** Children of single-table inheritance, each with a column of its own. */
  readonly children?: readonly string[] | undefined;
  readonly view?: ViewModel | undefined;
}

/** A view of the table: its key, and some of its columns. */
export interface ViewModel {
  readonly name: string;
  readonly columns: readonly string[];
  /** It groups by the key, which decides all columns. */
  readonly grouped: boolean;
  readonly materialized: boolean;
  /** There is a view of the view, too. */
  readonly onTop: boolean;
}

/** A class with a column and a class with a column in it: how their names are made. */
export type Embedding = "plain" | "prefixed" | "bare";

export type TreeKind =
  "adjacency" | "closure-table" | "materialized-path" | "nested-set";

/** A relation of many to many, without rows. */
export interface JoinModel {
  readonly name: string;
  readonly target: string;
  /** The table is named by hand, and so are its columns. */
  readonly named: boolean;
}

export interface ColumnModel {
  readonly name: string;
  readonly type: TypeName | EnumModel;
  readonly nullable: boolean;
  readonly defaulted: boolean;
  /** Which of the ways to write its default: counted round and round. */
  readonly spelling: number;
  readonly collation?: string | undefined;
  readonly comment?: string | undefined;
  /** What it was called before somebody renamed it. */
  readonly was?: string;
}

/** An enum of its own, or the shared one. */
export interface EnumModel {
  readonly labels: readonly string[] | "shared";
  readonly array: boolean;
}

export type Deferrable = "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED";

/** Columns that refer to the key of a table. */
export interface ReferenceModel {
  readonly name: string;
  readonly target: string;
  readonly nullable: boolean;
  readonly onDelete: "NO ACTION" | "CASCADE" | "RESTRICT" | "SET NULL";
  readonly onUpdate: "NO ACTION" | "CASCADE";
  readonly deferrable?: Deferrable | undefined;
}

export interface ConstraintModel {
  /** TypeORM names it where nobody does. */
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  /** Not of checks, which cannot be. */
  readonly deferrable?: Deferrable | undefined;
}

export interface IndexModel extends ConstraintModel {
  readonly unique: boolean;
  readonly partial: boolean;
}

export const isEnum = (type: ColumnModel["type"]): type is EnumModel =>
  typeof type === "object";

export function labelsOf(set: SetModel, { labels }: EnumModel) {
  return labels === "shared" ? set.sharedLabels : labels;
}

/** The table of another set that this one is, under whatever name. */
export const counterpart = (
  { name, was }: Pick<TableModel, "name" | "was">,
  set: SetModel,
): TableModel | undefined =>
  set.tables.find((other) => other.was === name) ??
  set.tables.find((other) => other.name === (was ?? name));

/** The set without what cannot be: constraints on columns that are gone, references to tables that are gone. */
export function sound(set: SetModel): SetModel {
  const names = new Set(set.tables.map(({ name }) => name));
  const views = new Set<string>();
  return {
    ...set,
    tables: set.tables.map((table, position) => {
      const columns = distinct(table.columns);
      const references = distinct(table.references)
        .filter(({ target }) => names.has(target))
        .map((reference) => ({
          ...reference,
          // Rows are inserted table by table, so a row can wait for none that comes later.
          nullable:
            reference.nullable ||
            set.tables.findIndex(({ name }) => name === reference.target) >=
              position,
        }))
        .map((reference) =>
          reference.nullable || reference.onDelete !== "SET NULL"
            ? reference
            : { ...reference, onDelete: "CASCADE" as const },
        );
      const indexable = new Set(columns.filter(isIndexable).map(nameOf));
      const distinguishing = new Set(
        columns.filter(isDistinguishing).map(nameOf),
      );
      const checkable = new Set(columns.filter(isCheckable).map(nameOf));
      return {
        ...table,
        columns,
        references,
        // A row of a tree, and of a junction, knows another by one column.
        tree: table.composite ? undefined : table.tree,
        joins: distinct(table.joins).filter(
          ({ target }) =>
            !table.composite &&
            set.tables.some(
              ({ name, composite }) => name === target && !composite,
            ),
        ),
        view: viewOf(table, columns, views),
        exclusions: on(indexable, on(distinguishing, table.exclusions)),
        uniques: on(indexable, on(distinguishing, table.uniques)),
        checks: on(checkable, table.checks),
        // Rows may all hold one label.
        indexes: on(indexable, table.indexes).map((index) => ({
          ...index,
          unique:
            index.unique &&
            index.columns.every((name) => distinguishing.has(name)),
        })),
      };
    }),
  };
}

/** Of columns that are there, under a name that no other view has. */
function viewOf(
  { view }: TableModel,
  columns: readonly ColumnModel[],
  views: Set<string>,
): ViewModel | undefined {
  if (view === undefined || views.has(view.name)) return undefined;
  views.add(view.name);
  return {
    ...view,
    columns: view.columns.filter((name) =>
      columns.some((column) => column.name === name),
    ),
  };
}

const nameOf = ({ name }: { readonly name: string }): string => name;

const distinct = <Item extends { readonly name: string }>(
  items: readonly Item[],
): Item[] => [...new Map(items.map((item) => [item.name, item])).values()];

const isIndexable = ({ type }: ColumnModel): boolean =>
  isEnum(type) || factsOf(type).comparable;

const isDistinguishing = ({ type }: ColumnModel): boolean => !isEnum(type);

const isCheckable = ({ type }: ColumnModel): boolean =>
  (isEnum(type) && !type.array) ||
  (!isEnum(type) && factsOf(type).check !== undefined);

/** Those whose columns are all there; of several on the same columns, or of one name, the first. */
function on<Item extends ConstraintModel>(
  columns: ReadonlySet<string>,
  items: readonly Item[],
): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const keys = [item.columns.join("\u0000"), item.name ?? ""].filter(
      (key) => key !== "",
    );
    if (!item.columns.every((column) => columns.has(column))) return false;
    if (keys.some((key) => seen.has(key))) return false;
    keys.forEach((key) => seen.add(key));
    return true;
  });
}
