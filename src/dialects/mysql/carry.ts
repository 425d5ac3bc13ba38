// What entities are silent about stays as it is: carried from the live tables to the desired ones, so that it is in every definition that is written.
import { idKey } from "../../schema/identity";
import { refersAlike } from "../../schema/reference";
import type {
  Column,
  ForeignKey,
  Index,
  ReferentialAction,
  Schema,
  Table,
} from "../../schema/schema";
import { inPeriod } from "./inPeriod";
import { supports, withKnownKeys } from "./impliedIndexes";
import { hasName } from "./names";
import { checkAs } from "./ownChecks";
import { baseOf, isBinary, isLabelled, isShape, isText } from "./types";
import { withoutVainLengths } from "./vainLengths";
import type { Variant } from "./variant";

/** The bits of a BIT that an entity asks for without a number: TypeORM 1 has no way to say how many. */
export function withLiveBits(
  desired: Schema,
  live: ReadonlyMap<string, Table>,
): Schema {
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      if (!table.columns.some(({ type }) => type === "bit")) return table;
      const before = new Map(
        live
          .get(idKey(table))
          ?.columns.map((column) => [column.name, column.type]),
      );
      return {
        ...table,
        columns: table.columns.map((column) => {
          const type = before.get(column.name) ?? "";
          return column.type === "bit" && baseOf(type) === "bit"
            ? { ...column, type }
            : column;
        }),
      };
    }),
  };
}

export function carried(
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  variant: Variant,
): Schema {
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      const before = live.get(idKey(table));
      return withKnownKeys(
        before === undefined ? table : carriedTable(table, before, variant),
      );
    }),
  };
}

function carriedTable(desired: Table, live: Table, variant: Variant): Table {
  const columns = new Map(live.columns.map((column) => [column.name, column]));
  return {
    ...desired,
    ...(desired.engine === undefined
      ? present(live, ["engine"])
      : sameEngine(desired.engine, live)),
    ...present(live, ["collation", "options"]),
    ...inPeriod(
      {
        ...desired,
        columns: desired.columns.map((column) => {
          const before = columns.get(column.name);
          return before === undefined
            ? column
            : carriedColumn(column, before, live, variant);
        }),
        indexes: withoutServed(desired, live),
      },
      live,
    ),
    foreignKeys: desired.foreignKeys.map((key) => withActions(key, live)),
    ...leftAlone(desired, live),
  };
}

/** Indexes kept by hand stay, but those on a column that goes. */
function leftAlone(
  { columns }: Table,
  live: Table,
): Pick<Table, "handmadeIndexes"> {
  const { handmadeIndexes } = live;
  if (handmadeIndexes === undefined) return {};
  const stays = new Set(columns.map(({ name }) => name));
  const gone = live.columns.flatMap(({ name }) =>
    stays.has(name) ? [] : [name],
  );
  const kept = handmadeIndexes.filter(
    ({ keys }) =>
      !gone.some((name) =>
        keys.some(
          ({ column, expression = "" }) =>
            column === name || hasName(expression, name),
        ),
      ),
  );
  return kept.length === 0
    ? {}
    : {
        handmadeIndexes: kept.map((index) =>
          withoutVainLengths(index, columns, live),
        ),
      };
}

/** `innodb` is InnoDB. */
const sameEngine = (engine: string, live: Table): Pick<Table, "engine"> =>
  live.engine?.toLowerCase() === engine.toLowerCase()
    ? present(live, ["engine"])
    : { engine };

function carriedColumn(
  desired: Column,
  live: Column,
  table: Table,
  variant: Variant,
): Column {
  const { collation, ...rest } = desired;
  return {
    ...rest,
    ...invisibleAs(desired, live, variant),
    ...compressedAs(desired, live),
    ...(desired.type === live.type ? present(live, ["width", "zerofill"]) : {}),
    ...(isShape(desired.type) && desired.srid === undefined
      ? present(live, ["srid"])
      : {}),
    ...collationOf(collation, desired, live, table),
    ...checkAs(desired, live, table, variant),
  };
}

/** Some servers refuse one that is NOT NULL and has no default: then it keeps the one that it has. */
function invisibleAs(
  desired: Column,
  live: Column,
  { invisibleHasDefault }: Variant,
): Partial<Pick<Column, "invisible" | "default">> {
  if (!live.invisible) return {};
  const needsDefault =
    invisibleHasDefault &&
    !desired.nullable &&
    desired.default === undefined &&
    desired.generation === undefined;
  return present(live, needsDefault ? ["invisible", "default"] : ["invisible"]);
}

/** The server gives an empty text to a compressed column that is NOT NULL and has no default. */
function compressedAs(
  desired: Column,
  live: Column,
): Pick<Column, "compressed" | "default"> {
  if (!live.compressed || !(isText(desired.type) || isBinary(desired.type)))
    return {};
  return {
    compressed: true,
    ...(desired.nullable || desired.default !== undefined
      ? {}
      : { default: "''" }),
  };
}

/** A collation that the entity names is a difference where the column has another, wherever it has it from. */
function collationOf(
  collation: string | undefined,
  desired: Column,
  live: Column,
  table: Table,
): Pick<Column, "collation"> {
  const hasOne = isText(desired.type) || isLabelled(desired.type);
  if (!hasOne) return {};
  if (collation === undefined) return present(live, ["collation"]);
  const effective = live.collation ?? table.collation;
  return effective === collation ? present(live, ["collation"]) : { collation };
}

/** RESTRICT and NO ACTION are one: InnoDB checks at once, whichever is written. */
function withActions(desired: ForeignKey, live: Table): ForeignKey {
  const twin = live.foreignKeys.find((key) => refersAlike(key, desired));
  if (twin === undefined) return desired;
  const action = (
    wanted: ReferentialAction,
    present: ReferentialAction,
  ): ReferentialAction =>
    isRefusal(wanted) && isRefusal(present) ? present : wanted;
  return {
    ...desired,
    onDelete: action(desired.onDelete, twin.onDelete),
    onUpdate: action(desired.onUpdate, twin.onUpdate),
  };
}

const isRefusal = (action: ReferentialAction): boolean =>
  action === "RESTRICT" || action === "NO ACTION";

/** A live foreign key without an index that is compared rests on one that is not, as somebody keeps it by hand: the server makes none. */
function withoutServed(desired: Table, live: Table): readonly Index[] {
  const unserved = live.foreignKeys.filter(
    (key) => !live.indexes.some((index) => supports(index, key)),
  );
  if (unserved.length === 0) return desired.indexes;
  const columnsOf = ({ columns }: ForeignKey): string => columns.join("\u0000");
  return desired.indexes.filter((index) => {
    if (index.implied !== true) return true;
    const key = desired.foreignKeys.find(({ name }) => name === index.name);
    return !unserved.some(
      (candidate) => key && columnsOf(candidate) === columnsOf(key),
    );
  });
}

const present = <T extends object, K extends keyof T>(
  item: T,
  fields: readonly K[],
): Partial<Pick<T, K>> =>
  Object.fromEntries(
    fields
      .filter((field) => item[field] !== undefined)
      .map((field) => [field, item[field]]),
  ) as Partial<Pick<T, K>>;
