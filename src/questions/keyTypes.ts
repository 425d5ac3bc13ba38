// A key whose values no cast of the server carries over, together with every column that refers to it.
import type { Dialect } from "../dialects/dialect";
import type { AlterColumn, Operation } from "../operations/operation";
import { carriesValues } from "../operations/workedOut";
import { columnName } from "../schema/identity";
import type { ForeignKey, Table } from "../schema/schema";
import type { Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Choice, Question } from "./question";

/** The columns of a key and of the foreign keys on it, directly or by way of others: they change by one function or fall apart. */
export interface KeyGroup {
  readonly key: AlterColumn;
  /** By name. */
  readonly referring: readonly AlterColumn[];
}

/** Changes of type without a cast, but for columns that neither are a key nor refer to one. */
export function keyGroups(
  operations: readonly Operation[],
  facts: Facts,
): KeyGroup[] {
  const changes = new Map(
    operations.flatMap((operation) =>
      carriesValues(operation) &&
      operation.from.type !== operation.to.type &&
      !facts.castable(operation.from, operation.to)
        ? [[nameIn(operation), operation] as const]
        : [],
    ),
  );
  const links = linksAmong(changes, facts);
  const left = new Set(changes.values());
  const groups: KeyGroup[] = [];
  // Those that refer to nothing first: at the end of every chain there is one, unless it is a circle.
  for (const key of [...changes.values()].sort(
    (a, b) => Number(refers(a, links)) - Number(refers(b, links)),
  )) {
    if (!left.delete(key)) continue;
    const referring = taken(key, links, left).sort((a, b) =>
      nameIn(a) < nameIn(b) ? -1 : 1,
    );
    if (referring.length > 0 || isKey(key, facts))
      groups.push({ key, referring });
  }
  return groups;
}

/** From a referring column to the one that it refers to. */
type Link = readonly [referring: AlterColumn, referenced: AlterColumn];

const nameIn = ({ table, to }: AlterColumn): string =>
  columnName(table, to.name);

/** Whether a foreign key is there before or will be after, its values have to match. */
function linksAmong(
  changes: ReadonlyMap<string, AlterColumn>,
  facts: Facts,
): Link[] {
  return [...changes.values()].flatMap((referring) =>
    tablesOf(referring, facts)
      .flatMap(({ foreignKeys }) => foreignKeys)
      .flatMap((foreignKey) => referencedBy(referring.to.name, foreignKey))
      .flatMap((name): Link[] => {
        const referenced = changes.get(name);
        return referenced === undefined || referenced === referring
          ? []
          : [[referring, referenced]];
      }),
  );
}

const tablesOf = ({ table }: AlterColumn, facts: Facts): Table[] =>
  [facts.live(table), facts.desired(table)].filter(
    (found) => found !== undefined,
  );

const referencedBy = (
  column: string,
  { columns, references, referencedColumns }: ForeignKey,
): string[] =>
  columns.flatMap((name, position) => {
    const referenced = referencedColumns[position];
    return name === column && referenced !== undefined
      ? [columnName(references, referenced)]
      : [];
  });

const refers = (change: AlterColumn, links: readonly Link[]): boolean =>
  links.some(([referring]) => referring === change);

/** Takes out of `left` what hangs together with the key. */
function taken(
  key: AlterColumn,
  links: readonly Link[],
  left: Set<AlterColumn>,
): AlterColumn[] {
  const near = links.flatMap(([a, b]) =>
    a === key ? [b] : b === key ? [a] : [],
  );
  return near.flatMap((change) =>
    left.delete(change) ? [change, ...taken(change, links, left)] : [],
  );
}

const isKey = (change: AlterColumn, facts: Facts): boolean =>
  tablesOf(change, facts).some(({ primaryKey }) =>
    primaryKey?.columns.includes(change.to.name),
  );

/** How do the values of a key become those of a type that the server has no cast to? One answer for all of its columns. */
export function keyTypes(
  groups: readonly KeyGroup[],
  { keyCasts }: Pick<Dialect, "keyCasts">,
): Question[] {
  return groups.flatMap(({ key, referring }): Question[] => {
    const all = [key, ...referring];
    if (all.every(({ cast }) => cast !== undefined)) return [];
    const { table, from, to } = key;
    const ways = all.map((change) =>
      keyCasts(change.from, change.to, { table, column: to.name }),
    );
    return [
      {
        kind: "keyType",
        subject: nameIn(key),
        message: `How do the values of key ${quotedColumn(table, to.name)}${others(referring.length)} become ${to.type}?`,
        evidence: [
          `the server has no cast from ${from.type} to ${to.type}`,
          ...referring.map(
            (change) =>
              quotedColumn(change.table, change.to.name) + " refers to it",
          ),
        ],
        asWritten: "the change of type fails.",
        choices: [
          ...(ways[0] ?? []).flatMap(({ meaning }, position): Choice[] => {
            const expressions = all.flatMap(
              (change, index) =>
                ways[index]?.[position]?.expression(change.to.name) ?? [],
            );
            return expressions.length === all.length
              ? [choice(meaning, all, expressions)]
              : [];
          }),
          choice(
            "Another function, the same over each column",
            all,
            all.map(() => "<expression>"),
          ),
        ],
        tables: all.map((change) => change.table),
      },
    ];
  });
}

const others = (count: number): string =>
  count === 0
    ? ""
    : count === 1
      ? " and of the column that refers to it"
      : ` and of the ${count} columns that refer to it`;

function choice(
  meaning: string,
  changes: readonly AlterColumn[],
  expressions: readonly string[],
): Choice {
  const casts = changes.map(
    (change, position) =>
      [nameIn(change), expressions[position] ?? ""] as const,
  );
  return {
    meaning,
    flags: casts
      .map(
        ([name, expression]) => `--cast ${shellWord(`${name}=${expression}`)}`,
      )
      .join(" "),
    answers: { casts: Object.fromEntries(casts) },
  };
}
