// This library and TypeORM on one database in turn, so that what the machine does besides disturbs both alike.
import type { ServerKind } from "../test/servers";
import type { Run } from "./contender";
import type { Difference } from "./entities";
import { median } from "./measure";
import { print, type Line } from "./print";
import { runOf } from "./process";

export async function compareOn(
  url: string,
  server: ServerKind,
  tables: number,
  difference: Difference,
): Promise<void> {
  const task = { server, tables, difference, url };
  const { queries } = await runOf({ ...task, contender: "introspect" });
  const rounds: { ours: Run; theirs: Run; catalog: Run }[] = [];
  for (let round = 0; round < roundsFor(tables); round += 1)
    rounds.push({
      ours: await runOf({ ...task, contender: "check" }),
      theirs: await runOf({ ...task, contender: "typeorm" }),
      catalog: await runOf({ ...task, contender: "replay", queries }),
    });
  const ours = median(rounds.map((round) => round.ours));
  const theirs = median(rounds.map((round) => round.theirs));
  const catalog = median(rounds.map((round) => round.catalog));
  print(`${tables} tables, ${difference}`, [
    lineOf("typeorm-autogenerate: check", ours),
    lineOf("TypeORM: createSchemaBuilder().log()", theirs),
    lineOf("the catalog queries alone", catalog),
  ]);
  console.log(
    `  ${(theirs.wall / ours.wall).toFixed(1)} times as fast as TypeORM, in ${(ours.wall / catalog.wall).toFixed(2)} times the time of the catalog queries alone`,
  );
}

const roundsFor = (tables: number): number => (tables < 500 ? 5 : 3);

export const lineOf = (
  subject: string,
  { queries, statements, ...taken }: Run,
): Line => ({
  ...taken,
  subject,
  queries: queries.length,
  statements: statements.length,
});
