// Looks for what is wrong with revisions, database and entities, and says of each thing whether it is as it should be.
import { readFileSync } from "node:fs";
import type { DataSource } from "typeorm";
import { check } from "./autogenerate";
import { withDatabase, type OpenDatabase } from "./database";
import { isChanged } from "./emit/digest";
import { folderOf } from "./revisions/directory";
import { authoredFiles } from "./revisions/files";
import { graphOf } from "./revisions/graph";
import {
  readHistory,
  type FileOptions,
  type History,
} from "./revisions/history";
import { downgrade, upgrade } from "./revisions/move";
import {
  labelOf,
  listed,
  revisionsOf,
  toldApart,
  type Revision,
} from "./revisions/revision";
import { saidBy } from "./revisions/thrown";
import { questionsIn } from "./revisions/written";
import { onScratch } from "./scratch";

export interface DoctorOptions extends FileOptions {
  /** Run all revisions up and down too, on a database that is made for it beside the DataSource's own and dropped after. */
  readonly scratch?: boolean;
}

/** One thing that was looked at. */
export interface Diagnosis {
  readonly subject: DiagnosisSubject;
  readonly healthy: boolean;
  /** It may be meant so, and somebody should look. */
  readonly notable?: true;
  readonly message: string;
}

export type DiagnosisSubject =
  | "graph"
  | "heads"
  | "ids"
  | "files"
  | "questions"
  | "digests"
  | "applied"
  | "order"
  | "partial"
  | "entities"
  | "scratch";

/** Looks at everything, whatever is wrong with one of it. */
export async function doctor(
  dataSource: DataSource,
  options: DoctorOptions = {},
): Promise<readonly Diagnosis[]> {
  let fault: string | undefined;
  const misnamed: string[] = [];
  const history = await withDatabase(dataSource, (database) =>
    readHistory(database, options, {
      revisionsFrom: (found) => {
        const { sound, faults } = toldApart(found);
        misnamed.push(...faults);
        return revisionsOf(sound);
      },
      graphFrom: (revisions) => {
        try {
          return graphOf(revisions);
        } catch (error) {
          fault = saidBy(error);
          return graphOf(revisions.map(unlinked));
        }
      },
    }),
  );
  const found = [
    linked(fault),
    ...(fault === undefined ? [oneHead(history)] : []),
    distinctIds(history, misnamed),
    ...(await loadable(history)),
    asWritten(history, options.directory ?? folderOf(dataSource)),
    filesOfApplied(history),
    ...(fault === undefined ? [nothingPassedOver(history)] : []),
    nothingHalfDone(history),
    await entitiesEqual(dataSource, options),
  ];
  if (options.scratch !== true) return found;
  return [...found, await thereAndBack(dataSource, options)];
}

const well = (subject: DiagnosisSubject, message: string): Diagnosis => ({
  subject,
  healthy: true,
  message,
});

const ill = (subject: DiagnosisSubject, message: string): Diagnosis => ({
  subject,
  healthy: false,
  message,
});

/** What is said of one revision alone needs no parents of it. */
const unlinked = (revision: Revision): Revision => ({
  ...revision,
  revises: [],
});

const linked = (fault: string | undefined): Diagnosis =>
  fault === undefined
    ? well("graph", "Every revision builds on those that there are.")
    : ill("graph", fault);

function oneHead({ graph: { heads } }: History): Diagnosis {
  return heads.length > 1
    ? ill(
        "heads",
        `There are ${heads.length} heads: ${listed(heads)}. Join them: merge`,
      )
    : well(
        "heads",
        heads[0] === undefined
          ? "There are no revisions."
          : `One head: ${labelOf(heads[0])}.`,
      );
}

function distinctIds(
  { graph: { revisions } }: History,
  misnamed: readonly string[],
): Diagnosis {
  const byId = new Map<string, Revision[]>();
  for (const revision of revisions)
    byId.set(revision.id, [...(byId.get(revision.id) ?? []), revision]);
  const shared = [...byId.values()].filter((same) => same.length > 1);
  const faults = [
    ...misnamed,
    ...(shared.length === 0
      ? []
      : [
          `One id for several: ${shared.map(listed).join("; ")}. Give all but one another.`,
        ]),
  ];
  return faults.length > 0
    ? ill("ids", faults.join(" "))
    : well("ids", "Every revision has an id of its own.");
}

async function loadable({ graph, unread }: History): Promise<Diagnosis[]> {
  const broken = unread.map(({ path, reason }) => `${path}: ${reason}`);
  const open: string[] = [];
  for (const revision of graph.revisions)
    try {
      const migration = await revision.load();
      const bodies = migration.up.toString() + migration.down.toString();
      if (questionsIn(bodies).length > 0) open.push(labelOf(revision));
    } catch (error) {
      broken.push(saidBy(error));
    }
  return [
    broken.length > 0
      ? ill("files", `Cannot be loaded: ${broken.join("; ")}`)
      : well("files", `All ${graph.revisions.length} revisions load.`),
    open.length > 0
      ? ill("questions", `Open questions in: ${open.join(", ")}.`)
      : well("questions", "No revision has an open question."),
  ];
}

/** What somebody changes before it is applied is in order, and a digest does not tell when that was. */
function asWritten(
  { graph, applied }: History,
  directory: string | undefined,
): Diagnosis {
  const names = new Set(applied.map(({ name }) => name));
  const changed = authoredFiles(graph.revisions, directory)
    .filter(([, file]) => isChanged(readFileSync(file, "utf8")))
    .map(([{ name }, file]) => (names.has(name) ? `${file} (applied)` : file));
  if (changed.length === 0)
    return well("digests", "No file was changed since it was written.");
  return {
    ...well(
      "digests",
      `Changed since it was written: ${changed.join(", ")}. Where it was applied before that, it is not what ran.`,
    ),
    notable: true,
  };
}

function filesOfApplied({ graph, applied }: History): Diagnosis {
  const missing = applied.filter(({ name }) => !graph.byName.has(name));
  return missing.length > 0
    ? ill(
        "applied",
        `Applied, but without a file: ${listed(missing)}. Bring the file back, or forget it: stamp head --purge`,
      )
    : well("applied", `All ${applied.length} applied revisions have files.`);
}

/** TypeORM's own runner does not look at what builds on what. */
function nothingPassedOver({ graph, applied }: History): Diagnosis {
  const names = new Set(applied.map(({ name }) => name));
  const early = graph.revisions.filter(
    ({ name, revises }) =>
      names.has(name) && revises.some((parent) => !names.has(parent)),
  );
  return early.length > 0
    ? ill(
        "order",
        `Applied before what it builds on: ${listed(early)}. Apply the rest: upgrade heads`,
      )
    : well("order", "Nothing is applied before what it builds on.");
}

function nothingHalfDone({ partial }: History): Diagnosis {
  return partial === undefined
    ? well("partial", "No revision is half done.")
    : ill(
        "partial",
        `The ${partial.direction} of ${partial.name} is half done. Go on: ${partial.direction}, or take it back.`,
      );
}

async function entitiesEqual(
  dataSource: DataSource,
  { load }: DoctorOptions,
): Promise<Diagnosis> {
  const checked = await check(dataSource, load && { load }).catch(saidBy);
  if (typeof checked === "string")
    return ill("entities", `Cannot be compared: ${checked}`);
  const { clean, pending } = checked;
  if (clean) return well("entities", "The database is as the entities say.");
  return ill(
    "entities",
    pending.length > 0
      ? `Not applied: ${pending.join(", ")}. Apply them: upgrade heads`
      : "The database differs from the entities. See how: check -v",
  );
}

/** From base to head, where the entities have to be, to base, and to head again. */
async function thereAndBack(
  dataSource: DataSource,
  options: DoctorOptions,
): Promise<Diagnosis> {
  try {
    return await onScratch(dataSource, async (scratch) => {
      const inside = <Result>(
        work: (database: OpenDatabase) => Promise<Result>,
      ): Promise<Result> => withDatabase(scratch, work, "migrate");
      const up = () =>
        inside((database) => upgrade(database, "heads", options));
      await up();
      const { clean } = await check(
        scratch,
        options.load && { load: options.load },
      );
      await inside((database) => downgrade(database, "base", options));
      await up();
      return clean
        ? well(
            "scratch",
            "From base to head, back, and to head again: all revisions run, and head is as the entities say.",
          )
        : ill(
            "scratch",
            "All revisions run both ways, but a database at head differs from the entities.",
          );
    });
  } catch (error) {
    return ill("scratch", `On a scratch database: ${saidBy(error)}`);
  }
}
