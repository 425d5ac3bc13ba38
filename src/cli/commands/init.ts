// `init`: writes the configuration of a project whose DataSource was found, and offers scripts for its package.json.
import { existsSync } from "node:fs";
import path from "node:path";
import { writeNewFile } from "../../revisions/files";
import { ProjectError } from "../../schema/errors";
import { configFilesIn } from "../config";
import { exit } from "../exit";
import type { CommonFlags } from "../flags";
import type { Outcome } from "../outcome";
import { dataSourcesIn } from "../project/detect";
import {
  addScripts,
  offeredScripts,
  type Scripts,
} from "../project/packageScripts";
import { loadProject } from "../project/project";

export interface InitFlags extends Partial<CommonFlags> {
  readonly scripts?: true;
}

export async function run(flags: InitFlags): Promise<Outcome> {
  const folder = process.cwd();
  const manifest = path.join(folder, "package.json");
  const [configured] = configFilesIn(folder);
  if (configured !== undefined) return scriptsOnly(flags, configured, manifest);
  const dataSource =
    flags.dataSource === undefined
      ? await theDataSource(folder)
      : fromFolder(folder, flags.dataSource);
  // Whatever is wrong with it is told now, and not by the first command that needs it.
  await loadProject(path.resolve(folder, dataSource));
  if (flags.scripts && !existsSync(manifest))
    throw new ProjectError(
      `There is no ${manifest} to add scripts to. Run it in the project's folder, or leave out --scripts.`,
    );
  const config = path.join(folder, "typeorm-autogenerate.config.json");
  const named = {
    dataSource,
    ...(flags.envFile !== undefined && {
      envFile: fromFolder(folder, flags.envFile),
    }),
  };
  writeNewFile(config, `${JSON.stringify(named, null, 2)}\n`);
  const added = flags.scripts ? addScripts(manifest, offeredScripts) : {};
  return {
    exit: exit.fine,
    document: { config, dataSource, scripts: added },
    lines: [
      `Writing ${config} ... done`,
      `The DataSource is ${dataSource}.`,
      ...(flags.scripts ? addedLines(added) : offerLines),
    ],
  };
}

/**
 * In a project that is configured already.
 * @throws ProjectError when more is asked for than scripts.
 */
function scriptsOnly(
  { scripts, dataSource, envFile }: InitFlags,
  place: string,
  manifest: string,
): Outcome {
  if (!scripts || dataSource !== undefined || envFile !== undefined)
    throw new ProjectError(
      `The project is configured already, by ${place}. Change that.`,
    );
  const added = addScripts(manifest, offeredScripts);
  return {
    exit: exit.fine,
    document: { scripts: added },
    lines: [
      `The project is configured already, by ${place}, which stays as it is.`,
      ...addedLines(added),
    ],
  };
}

/** As it is written on every system. */
const fromFolder = (folder: string, file: string): string =>
  path.relative(folder, path.resolve(folder, file)).replaceAll(path.sep, "/");

async function theDataSource(folder: string): Promise<string> {
  const [found, ...others] = await dataSourcesIn(folder);
  if (found === undefined)
    throw new ProjectError(
      `No module below ${folder} makes a DataSource. Name the one that exports it: init -d src/data-source.ts`,
    );
  if (others.length > 0)
    throw new ProjectError(
      `${others.length + 1} modules make a DataSource: ${[found, ...others].join(", ")}. Name one: init -d ${found}`,
    );
  return found;
}

const addedLines = (added: Scripts): string[] =>
  Object.keys(added).length === 0
    ? ["package.json has all the scripts already."]
    : [`Added to package.json: ${Object.keys(added).join(", ")}`];

const offerLines = [
  "Scripts for package.json, which --scripts adds:",
  Object.entries(offeredScripts)
    .map(([name, command]) => `  "${name}": "${command}"`)
    .join(",\n"),
];
