// MySQL and MariaDB as one dialect, but for what a variant says.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { canonicalize } from "./canonicalize";
import {
  asText,
  castByText,
  castChoices,
  isCastable,
  silentLoss,
} from "./casts";
import { walkedBy } from "./compile/batches";
import { compile } from "./compile/compile";
import { unitsOf } from "./compile/groups";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire } from "./desire";
import { disturbed, needsReplacement } from "./disturbed";
import { firing } from "./firing";
import { handmade } from "./handmade";
import { introspect } from "./introspect";
import { merges } from "./merges";
import { misfit } from "./misfit";
import { impliedValue, placeholder } from "./placeholder";
import { identifier } from "./quote";
import { recorded } from "./record";
import { refusal } from "./refusal";
import { comparable, referrers } from "./referrers";
import { rename } from "./rename";
import { running } from "./running";
import { settled } from "./session";
import type { Variant } from "./variant";
import { zeroDates } from "./zeroDates";

export function dialectFor(variant: Variant): Dialect {
  return {
    name: variant.name,
    // "Statements That Cause an Implicit Commit" in the manual: all of DDL.
    transactionalDdl: false,
    running,
    settled: (database, purpose) => settled(database, purpose, variant),
    batches: { walkedBy },
    impliedValue,
    followsRenames: variant.followsRenames,
    namesBySchema: false,
    viewsHold: false,
    // Each goes to a column beside, and all of those take their places in one ALTER TABLE.
    castsAtOnce: true,
    notes: { virtualColumns: true, materializedViews: false },
    desire: (declared, _connection, views = []) =>
      desire(declared, views, variant),
    access,
    introspect: (database, scope) => introspect(database, scope, variant),
    rename: (_database, schema, renames) =>
      Promise.resolve(rename(schema, renames, variant)),
    sequenceOf: () => undefined,
    canonicalize: (database, desired, live, found, server) =>
      canonicalize(database, desired, live, found, server, variant),
    castable: (_database, changes) =>
      Promise.resolve(
        changes.map(
          ({ from, to }) =>
            isCastable(from, to) && !variant.needsFunction(from, to),
        ),
      ),
    keyCasts: variant.keyCasts,
    castChoices,
    refusal,
    count,
    dependants: (database, on, renaming) =>
      dependants(database, on, renaming, variant),
    recorded,
    handmade: (database, affected, { renames }) =>
      handmade(database, affected, renames, variant),
    firing,
    referrers,
    comparable,
    disturbed,
    needsReplacement,
    compile: (operations, place, before, stood) =>
      compile(operations, variant, place, before, stood),
    unitsOf,
    placeholder,
    misfit,
    ...(variant.refusesZeroDates ? { uncopied: zeroDates } : {}),
    silentLoss,
    merges,
    asText,
    castBack: (_from, to) => castByText(to),
    valueOf: ({ name }) => identifier(name),
  };
}
