// The ways in which projects are set up, each with the packed command and both lines of TypeORM: from an empty database to a clean check.
import { rmSync } from "node:fs";
import path from "node:path";
import { testServer } from "../servers/index";
import { outcomeOf } from "./command";
import { fine } from "./ended";
import { lines, packed, type Line } from "./packed";

const { projectOn, binOf } = packed();
const tsc = path.resolve(__dirname, "../../node_modules/typescript/bin/tsc");

/** Where the command is run, and what it is told there, if not as most are. */
interface Setup {
  readonly folder?: string;
  readonly dataSource?: string;
  /** Built before each command: at first, and for the revision that was written. */
  readonly compiled?: true;
}

const setups: Readonly<Record<string, Setup>> = {
  "default-export": {},
  "named-export": {},
  promise: {},
  function: {},
  "tsconfig-paths": {},
  commonjs: {},
  "es-modules": {},
  "mts-cts": { dataSource: "src/data-source.mts" },
  globs: {},
  nestjs: {},
  monorepo: { folder: "packages/api" },
  "monorepo-own-typeorm": { folder: "packages/api" },
  "compiled-javascript": { dataSource: "dist/data-source.js", compiled: true },
  javascript: { dataSource: "src/data-source.js" },
  "javascript-modules": { dataSource: "src/data-source.js" },
};

const expected = {
  "revision --autogenerate -m Create": fine(
    /^Generating \S+\/src\/migrations\/\d{13}-Create\.[jt]s \.\.\. done\n$/,
    "Detected added enum 'user_role_enum'\nDetected added table 'photo'\nDetected added table 'user'\n",
  ),
  upgrade: fine("", /^Running upgrade {2}-> \d{13}, Create\n$/),
  check: fine("No changes detected.\n"),
};

it.each(Object.entries(setups))(
  "%s",
  async (name, setup) => {
    const walks = lines.map((line) => walked(line, name, setup));
    expect(await Promise.all(walks)).toEqual(lines.map(() => expected));
  },
  240_000,
);

/** How each command ended, on a database of its own. */
async function walked(
  line: Line,
  name: string,
  { folder: below = "", dataSource = "src/data-source.ts", compiled }: Setup,
): Promise<Record<string, unknown>> {
  const database = await (await testServer("postgres")).createDatabase();
  const project = projectOn(line, name);
  const cwd = path.join(project, below);
  const outcomes: Record<string, unknown> = {};
  try {
    for (const command of Object.keys(expected)) {
      if (compiled) await outcomeOf(process.execPath, [tsc], { cwd });
      outcomes[command] = await outcomeOf(
        binOf(line),
        [...command.split(" "), "-d", dataSource],
        { cwd, env: { DATABASE_URL: database.url } },
      );
    }
    return outcomes;
  } finally {
    await database.drop();
    rmSync(project, { recursive: true });
  }
}
