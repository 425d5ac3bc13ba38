// How alike tables that went and tables that came are. Any of one may be any of the other, so that each is looked at once beforehand.
import { idKey, nameOf } from "../schema/identity";
import type { Table } from "../schema/schema";
import { letterPairs, normalized, pairsInCommon } from "./evidence";
import type { Verdict } from "./question";

/** Half of the columns in common, or one name: less is no likeness. */
const alikeFrom = 0.5;
/** More is much the same table. */
const sameFrom = 0.8;
const margin = 0.15;

/** A table that went, and what it may have become. */
export interface TableLikeness {
  readonly table: Table;
  /** Best first; none where nothing is alike. */
  readonly candidates: readonly Table[];
  readonly verdict: Verdict;
  /** What speaks for the best. */
  readonly evidence: readonly string[];
}

/** `successor` says what the entity that had a table is mapped to now. */
export function likenessesOf(
  removed: readonly Table[],
  added: readonly Table[],
  successor: (table: string) => string | undefined = () => undefined,
): TableLikeness[] {
  const targets = added.map(profileOf);
  const ranked = removed.map((table) =>
    ranking(profileOf(table), targets, successor(nameOf(table))),
  );
  const strongest = strongestOf(ranked.map(({ candidates }) => candidates));
  return ranked.map(({ profile, candidates }) => ({
    table: profile.table,
    candidates: candidates.map(({ target }) => target.table),
    verdict: verdictOf(candidates, strongest),
    evidence:
      candidates[0] === undefined ? [] : evidenceOf(profile, candidates[0]),
  }));
}

/** Whether most of their columns are the same. */
export const isMostlyTheSame = (before: Table, after: Table): boolean => {
  const [a, b] = [profileOf(before).columns, profileOf(after).columns];
  return shareOf(inCommon(a, b), a.size + b.size) >= sameFrom;
};

const shareOf = (common: number, all: number): number =>
  common / (all - common || 1);

/** What a table is compared by. */
interface Profile {
  readonly table: Table;
  readonly columns: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Its name without spelling, and the pairs of letters in it. */
  readonly word: string;
  readonly pairs: readonly string[];
  /** What it joins, where it is a table that only joins others. */
  readonly joins: readonly string[];
}

interface Candidate {
  readonly target: Profile;
  /** How many columns are the same, and how many have the same name. */
  readonly same: number;
  readonly sameNames: number;
  /** The part of all columns that are the same. */
  readonly shared: number;
  /** Of two tables that only join others: the part of those that are the same. */
  readonly joined: number;
  readonly alikeName: boolean;
  /** The entity that had the one has the other now. */
  readonly isSuccessor: boolean;
  readonly score: number;
  /** Decides between equals, and nothing else. */
  readonly nameScore: number;
}

interface Ranking {
  readonly profile: Profile;
  readonly candidates: readonly Candidate[];
}

function profileOf(table: Table): Profile {
  return {
    table,
    columns: new Set(
      // An enum type is named after its table, and would differ with it.
      table.columns.map(({ name, type, nullable, enumType }) =>
        [name, enumType === undefined ? type : "enum", nullable].join(" "),
      ),
    ),
    names: new Set(table.columns.map(({ name }) => name)),
    word: normalized(table.name),
    pairs: letterPairs(table.name),
    joins: isJoin(table)
      ? table.foreignKeys.map(({ references }) => idKey(references))
      : [],
  };
}

const isJoin = ({ columns, primaryKey, foreignKeys }: Table): boolean =>
  foreignKeys.length > 1 && primaryKey?.columns.length === columns.length;

function ranking(
  profile: Profile,
  targets: readonly Profile[],
  successor: string | undefined,
): Ranking {
  return {
    profile,
    candidates: targets
      .flatMap((target) => {
        const isSuccessor = nameOf(target.table) === successor;
        return isSuccessor ||
          target.table.schema === profile.table.schema ||
          target.table.name === profile.table.name
          ? candidateOf(profile, target, isSuccessor)
          : [];
      })
      .sort((a, b) => b.score - a.score || b.nameScore - a.nameScore),
  };
}

function candidateOf(
  profile: Profile,
  target: Profile,
  isSuccessor: boolean,
): Candidate[] {
  const all = profile.names.size + target.names.size;
  const part = (common: number): number => shareOf(common, all);
  const same = inCommon(profile.columns, target.columns);
  const sameNames = inCommon(profile.names, target.names);
  const joined = joinedInCommon(profile.joins, target.joins);
  const sameName = profile.word === target.word;
  const likeness = Math.max(part(same), joined);
  if (
    !sameName &&
    !isSuccessor &&
    Math.max(likeness, part(sameNames)) < alikeFrom
  )
    return [];
  const nameScore = pairsInCommon(profile.pairs, target.pairs);
  const alikeName = nameScore >= 0.5;
  return [
    {
      target,
      same,
      sameNames,
      shared: part(same),
      joined,
      alikeName,
      isSuccessor,
      score:
        likeness + (isSuccessor ? 1 : 0) + (sameName ? 1 : alikeName ? 0.1 : 0),
      nameScore,
    },
  ];
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const item of a) if (b.has(item)) common += 1;
  return common;
}

/** What a many-to-many relation is kept in: its columns are named after the tables, and follow when one of those is renamed. */
function joinedInCommon(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const rest = [...b];
  const same = a.filter((target) => {
    const position = rest.indexOf(target);
    if (position >= 0) rest.splice(position, 1);
    return position >= 0;
  });
  return same.length / Math.max(a.length, b.length);
}

/** How well the two best of all that went fit a table that came. */
type Strongest = ReadonlyMap<Profile, readonly [best: number, next: number]>;

function strongestOf(candidates: readonly (readonly Candidate[])[]): Strongest {
  const strongest = new Map<Profile, readonly [number, number]>();
  for (const { target, score } of candidates.flat()) {
    const [best, next] = strongest.get(target) ?? [0, 0];
    strongest.set(
      target,
      score > best ? [score, best] : [best, Math.max(next, score)],
    );
  }
  return strongest;
}

/** Likely only for the mutual best of the whole pool, by a margin. */
function verdictOf(
  [best, next]: readonly Candidate[],
  strongest: Strongest,
): Verdict {
  if (best === undefined || best.shared < sameFrom) return "possible";
  const [first, second] = strongest.get(best.target) ?? [0, 0];
  const rival = best.score === first ? second : first;
  return best.score - Math.max(next?.score ?? 0, rival) >= margin
    ? "likely"
    : "ambiguous";
}

function evidenceOf(
  { columns, word }: Profile,
  { target, same, sameNames, joined, alikeName, isSuccessor }: Candidate,
): string[] {
  return [
    ...(isSuccessor ? ["the entity was mapped to it before"] : []),
    ...(joined > 0
      ? [
          joined === 1
            ? "joins the same tables"
            : "joins one table that is the same",
        ]
      : []),
    `${same} of ${columns.size} columns are the same`,
    ...(sameNames > same ? [`${sameNames} have the same name`] : []),
    ...(word === target.word
      ? ["name differs by spelling only"]
      : alikeName
        ? ["similar name"]
        : []),
  ];
}
