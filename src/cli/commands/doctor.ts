// `doctor`: looks for what is wrong.
import { doctor, type Diagnosis } from "../../doctor";
import { exit } from "../exit";
import type { CommonFlags } from "../flags";
import type { Colors, Output } from "../output";
import type { Outcome } from "../outcome";
import { filesOf, loadProject } from "../project/project";

export interface DoctorFlags extends CommonFlags {
  readonly scratch?: true;
}

export async function run(
  flags: DoctorFlags,
  output: Output,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const diagnoses = await doctor(project.dataSource, {
    ...filesOf(project, output),
    ...(flags.scratch && { scratch: true }),
  });
  const healthy = diagnoses.every((diagnosis) => diagnosis.healthy);
  return {
    exit: healthy ? exit.fine : exit.changes,
    document: { healthy, diagnoses },
    lines: diagnoses.map((diagnosis) => line(diagnosis, output.out.colors)),
  };
}

const line = (diagnosis: Diagnosis, colors: Colors): string => {
  const { subject, message } = diagnosis;
  return `${mark(diagnosis, colors)} ${subject.padEnd(9)}  ${message}`;
};

const mark = (
  { healthy, notable }: Diagnosis,
  { green, yellow, red }: Colors,
): string => {
  if (!healthy) return red("bad");
  return notable ? yellow("see") : green("ok ");
};
