// PostgreSQL 12 and later.
import type { Dialect } from "../dialect";
import { canonicalize } from "./canonicalize";
import { castable } from "./casts";
import { castType } from "./compile/column";
import { compile } from "./compile/compile";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire, sequenceOf } from "./desire";
import { disturbed, needsReplacement } from "./disturbed";
import { introspect } from "./introspect";
import { placeholder } from "./placeholder";
import { identifier } from "./quote";
import { rename } from "./rename";
import { running } from "./running";
import { silentLoss } from "./silentLoss";
import { asText } from "./types";

export const postgres: Dialect = {
  name: "postgres",
  transactionalDdl: true,
  running,
  desire,
  introspect,
  rename,
  sequenceOf,
  canonicalize,
  castable,
  count,
  dependants,
  disturbed,
  needsReplacement,
  compile,
  placeholder,
  silentLoss,
  asText,
  // Every type has an output and an input function, so text is a way between any two; whether the text is accepted is another matter.
  castByText: (column) =>
    `${identifier(column.name)}::text::${castType(column)}`,
};
