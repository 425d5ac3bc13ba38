// PostgreSQL 12 and later.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { firing } from "./firing";
import { handmade } from "./handmade";
import { canonicalize } from "./canonicalize";
import { castNote } from "./castNote";
import { castBack } from "./castBack";
import { castable } from "./casts";
import { ahead } from "./compile/batches";
import { compile } from "./compile/compile";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire, sequenceOf } from "./desire";
import { disturbed } from "./disturbed";
import { namesakes } from "./namesakes";
import { needsReplacement } from "./generated";
import { introspect } from "./introspect";
import { listChoices } from "./lists";
import { locks } from "./locks";
import { keyCasts } from "./keyCasts";
import { merges } from "./merges";
import { misfit } from "./misfit";
import { takenNames } from "./takenNames";
import { placeholder } from "./placeholder";
import { identifier } from "./quote";
import { recorded } from "./record";
import { refusal } from "./refusal";
import { referrers } from "./referrers";
import { unfit } from "./rehearsal";
import { rename } from "./rename";
import { running } from "./running";
import { silentLoss } from "./silentLoss";
import { readingChoices } from "./readings";
import { referenceChoices } from "./spatial";
import { asText, comparable } from "./types";

export const postgres: Dialect = {
  name: "postgres",
  transactionalDdl: true,
  impliedValue: () => undefined,
  followsRenames: true,
  namesBySchema: true,
  viewsHold: true,
  castsAtOnce: false,
  notes: { virtualColumns: false, materializedViews: true },
  running,
  batches: { ahead },
  desire,
  access,
  namesakes,
  introspect,
  rename,
  sequenceOf,
  canonicalize,
  castable,
  keyCasts,
  castChoices: (from, to) => [
    ...referenceChoices(from, to),
    ...readingChoices(from, to),
    ...listChoices(from, to),
  ],
  choicesNeedCast: true,
  refusal,
  count,
  dependants,
  takenNames,
  referrers,
  comparable,
  recorded,
  handmade,
  firing,
  unfit,
  disturbed,
  needsReplacement,
  compile: (operations, place) =>
    operations.map((operation) => ({
      operation,
      statements: compile(operation, place),
    })),
  placeholder,
  silentLoss,
  merges,
  castNote,
  misfit,
  locks,
  asText,
  castBack,
  valueOf: ({ name }) => identifier(name),
};
