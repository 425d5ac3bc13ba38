// One run of one contender on one database, in a process of its own: `contender.ts <task as JSON>` prints the run as JSON.
import path from "node:path";
import { DataSource, EntitySchema } from "typeorm";
import type * as Library from "../src";
import type { ServerKind } from "../test/servers/admin";
import { entitySet, type Difference } from "./entities";
import { measured, type Measured } from "./measure";
import { QueryRecorder } from "./queries";

export interface Task {
  readonly contender: Contender;
  readonly server: ServerKind;
  readonly tables: number;
  readonly difference: Difference;
  readonly url: string;
  /** What `replay` sends. */
  readonly queries?: readonly string[];
}

export interface Run extends Measured {
  readonly queries: readonly string[];
  /** What would be run. */
  readonly statements: readonly string[];
}

/** What is measured; gives the statements that it would run. */
type Work = (
  dataSource: DataSource,
  library: typeof Library,
  task: Task,
) => Promise<readonly string[]>;

const contenders = {
  check: async (dataSource, { check, describe }) => {
    const { operations } = await check(dataSource);
    return operations.map((operation) => describe(operation).name);
  },
  autogenerate: async (dataSource, { autogenerate }) => {
    const { upgrade } = await autogenerate(dataSource, { write: false });
    return upgrade.map(({ sql }) => sql);
  },
  introspect: async (dataSource, { introspect }) => {
    await introspect(dataSource);
    return [];
  },
  /** The queries alone, and nothing done with their rows. */
  replay: async (dataSource, _library, { queries = [] }) => {
    const runner = dataSource.createQueryRunner();
    for (const query of queries) await runner.query(query);
    await runner.release();
    return [];
  },
  typeorm: async ({ driver }) => {
    const { upQueries } = await driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  },
} satisfies Record<string, Work>;

export type Contender = keyof typeof contenders;

/** The published package, not its sources. */
const built = path.resolve(__dirname, "../dist/index.js");

async function run(task: Task): Promise<Run> {
  const library = (await import(built)) as typeof Library;
  const recorder = new QueryRecorder();
  const dataSource = new DataSource({
    type: task.server,
    url: task.url,
    entities: entitySet(task.tables, task.difference, task.server).map(
      (options) => new EntitySchema(options),
    ),
    logging: ["query"],
    logger: recorder,
  });
  await dataSource.initialize();
  try {
    recorder.queries.length = 0;
    const work: Work = contenders[task.contender];
    const { result, ...taken } = await measured(() =>
      work(dataSource, library, task),
    );
    return { ...taken, statements: result, queries: recorder.queries };
  } finally {
    await dataSource.destroy();
  }
}

void run(JSON.parse(process.argv[2] ?? "") as Task).then((result) => {
  console.log(JSON.stringify(result));
});
