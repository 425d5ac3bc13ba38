// PostgreSQL 12 and later.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { firing } from "./handmade/firing";
import { handmade } from "./handmade/handmade";
import { canonicalize } from "./canonicalize";
import { castNote } from "./values/castNote";
import { castBack } from "./values/castBack";
import { castable } from "./values/casts";
import { ahead } from "./compile/batches";
import { compile } from "./compile/compile";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire, sequenceOf } from "./desire";
import { disturbed } from "./disturbed";
import { namesakes } from "./namesakes";
import { needsReplacement } from "./generated";
import { introspect } from "./introspect";
import { listChoices } from "./values/lists";
import { locks } from "./locks";
import { keyCasts } from "./values/keyCasts";
import { merges } from "./values/merges";
import { misfit } from "./values/misfit";
import { takenNames } from "./takenNames";
import { placeholder } from "./values/placeholder";
import { identifier } from "./quote";
import { recorded } from "./record";
import { refusal } from "./values/refusal";
import { referrers } from "./referrers";
import { unfit } from "./handmade/rehearsal";
import { rename } from "./rename";
import { running } from "./running";
import { silentLoss } from "./values/silentLoss";
import { readingChoices } from "./values/readings";
import { referenceChoices } from "./values/spatial";
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
