// `branches`: the revisions that several others revise.
import { branches } from "../../workflow";
import type { VerboseFlags } from "../flags";
import { listing } from "../listing";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { branchLines } from "../revisionLines";

export const run = (flags: VerboseFlags, output: Output): Promise<Outcome> =>
  listing(flags, output, branches, branchLines);
