// Flags as a command gets them: those that were given, and for the rest what the project's configuration says.
import path from "node:path";
import { ProjectError } from "../schema/errors";
import type { AnswerFlags } from "./answers";
import type { Config } from "./config";
import type { CommonFlags, ScopeFlags, WritingFlags } from "./flags";

/** All that the configuration has a say in. */
export type ConfiguredFlags = Partial<CommonFlags> &
  Omit<ScopeFlags, "dataSource"> &
  Omit<WritingFlags, "dataSource"> &
  AnswerFlags & { readonly autogenerate?: true };

/** @throws ProjectError when neither names a DataSource. */
export function configured(
  given: ConfiguredFlags,
  config: Config,
  folder: string,
  /** The names of the command's flags. */
  known: ReadonlySet<string>,
): ConfiguredFlags & CommonFlags {
  const dataSource =
    given.dataSource ??
    (config.dataSource && path.resolve(folder, config.dataSource));
  if (dataSource === undefined || dataSource === "")
    throw new ProjectError(
      "No DataSource is named. Name the module that exports it: -d src/data-source.ts, or dataSource in typeorm-autogenerate.config.json",
    );
  const compares =
    known.has("exclude") &&
    (!known.has("autogenerate") || given.autogenerate === true);
  const writes = known.has("dryRun");
  const { envFile, directory, include, exclude, answers, format, hooks } =
    config;
  return {
    ...(envFile !== undefined && { envFile: path.resolve(folder, envFile) }),
    ...(compares && include && { include }),
    ...(compares && exclude && { exclude }),
    ...(compares && answers && { configuredAnswers: answers }),
    ...(writes && directory !== undefined && { directory }),
    ...(writes && !given.js && !given.esm && format && { format }),
    ...(writes &&
      hooks?.template !== undefined && {
        template: path.resolve(folder, hooks.template),
      }),
    ...(writes && hooks?.afterWrite && { afterWrite: hooks.afterWrite }),
    ...given,
    dataSource,
  };
}
