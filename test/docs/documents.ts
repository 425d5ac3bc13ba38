// What the docs show a reader, as a reader meets it: blocks of code below a heading, run by a shell in a project that has the command installed.
import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  add,
  built,
  outcomeOf,
  projects,
  type Ended,
  type Files,
} from "../cli/command";

const root = path.resolve(__dirname, "../..");

export interface Block {
  /** The heading that it is below; nothing before the first. */
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document in their order. */
export function blocksIn(document: string): readonly Block[] {
  const text = readFileSync(path.join(root, document), "utf8");
  let heading = "";
  return [...text.matchAll(/^#+ (.+)$|^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, title, language = "", code = ""]) => {
      heading = title ?? heading;
      return title === undefined ? [{ heading, language, text: code }] : [];
    },
  );
}

/** The name of a file that a block is, from the comment that it begins with. */
export const fileNameOf = ({ text }: Block): string | undefined =>
  /^\/\/ (\S+)\n/.exec(text)?.[1] ?? /^#!.*\n# (\S+)\n/.exec(text)?.[1];

/** What npx does, which takes longer to find the command than that to run. */
const npx = `npx() { found=node_modules/.bin/$1; shift; "$found" "$@"; }`;

/** A project with files, and a shell in it. */
export interface Shell {
  readonly folder: string;
  /** Stops at the first command that fails. */
  readonly run: (
    script: string,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ended>;
}

/** Makes projects in which `npx typeorm-autogenerate` is the command that is built for this file. */
export function shells(): (files: Files) => Shell {
  const bin = built();
  const project = projects();
  return (files) => {
    const folder = project({ "package.json": "{}", ...files });
    const linked = "node_modules/.bin/typeorm-autogenerate";
    add(folder, linked, `#!/bin/sh\nexec node '${bin}' "$@"\n`);
    chmodSync(path.join(folder, linked), 0o755);
    return {
      folder,
      run: (script, env = {}) =>
        outcomeOf("sh", ["-ec", `${npx}\n${script}`], { cwd: folder, env }),
    };
  };
}
