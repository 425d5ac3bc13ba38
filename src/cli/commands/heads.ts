// `heads`: the revisions that no other revises.
import { heads } from "../../workflow";
import type { VerboseFlags } from "../flags";
import { listing } from "../listing";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { shortLine } from "../revisionLines";

export const run = (flags: VerboseFlags, output: Output): Promise<Outcome> =>
  listing(flags, output, heads, (revision) => [shortLine(revision)]);
