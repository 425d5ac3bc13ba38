// `check`: whether the database is as the entities say. Writes nothing.
import { check } from "../../autogenerate";
import { answersOf, type AnswerFlags } from "../answers";
import { exit } from "../exit";
import { scopeOf, type ScopeFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { loadProject } from "../project/project";
import { diffLines, reportLines, template } from "../report";

export interface CheckFlags extends ScopeFlags, AnswerFlags {}

export async function run(
  flags: CheckFlags,
  { out }: Output,
): Promise<Outcome> {
  const { answers } = answersOf(flags);
  const { dataSource, load } = await loadProject(flags.dataSource);
  const result = await check(dataSource, { answers, load, ...scopeOf(flags) });
  return {
    exit: result.clean ? exit.fine : exit.changes,
    document: { ...result, answers: template(result.questions) },
    lines: [
      ...pendingLines(result.pending),
      ...reportLines(result, out.colors),
      ...(flags.verbose ? diffLines(result.schemaDiff, out.colors) : []),
      ...(result.clean ? ["No changes detected."] : []),
    ],
  };
}

function pendingLines(pending: readonly string[]): string[] {
  if (pending.length === 0) return [];
  return [
    `Target database is not up to date: ${pending.join(", ")} not applied.`,
  ];
}
