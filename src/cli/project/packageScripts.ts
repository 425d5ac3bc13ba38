// The scripts of a project's package.json.
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "../../revisions/files";
import { ProjectError } from "../../schema/errors";
import { sentenceOf } from "../errors";

export type Scripts = Readonly<Record<string, string>>;

/** What is offered to every project. */
export const offeredScripts: Scripts = {
  "migration:generate": "typeorm-autogenerate revision --autogenerate",
  "migration:check": "typeorm-autogenerate check",
  "migration:up": "typeorm-autogenerate upgrade",
  "migration:down": "typeorm-autogenerate downgrade -1",
};

/**
 * Adds scripts to the file, in its own indentation; those that it has already stay as they are.
 * @returns The ones that were added.
 * @throws ProjectError when there is no such file, or it is no JSON.
 */
export function addScripts(file: string, scripts: Scripts): Scripts {
  const source = sourceOf(file);
  const manifest = parsed(file, source);
  const known = manifest.scripts ?? {};
  const added = Object.fromEntries(
    Object.entries(scripts).filter(([name]) => !(name in known)),
  );
  if (Object.keys(added).length > 0)
    writeFile(
      file,
      JSON.stringify(
        { ...manifest, scripts: { ...known, ...added } },
        null,
        /^[ \t]+/m.exec(source)?.[0] ?? 2,
      ) + (source.endsWith("\n") ? "\n" : ""),
    );
  return added;
}

function sourceOf(file: string): string {
  if (!existsSync(file))
    throw new ProjectError(
      `There is no ${file} to add scripts to. Run it in the project's folder, or leave out --scripts.`,
    );
  return readFileSync(file, "utf8");
}

function parsed(
  file: string,
  source: string,
): { readonly scripts?: Scripts } & Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(source) as { readonly scripts?: Scripts };
  } catch (error) {
    throw new ProjectError(`Cannot read ${file}: ${sentenceOf(error)}`, {
      cause: error,
    });
  }
}
