// MySQL and MariaDB as one dialect, but for what a variant says.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { canonicalize } from "./canonicalize";
import { asText, castByText, castChoices, isCastable } from "./casts";
import { withTold } from "./catalog/told";
import { walkedBy } from "./compile/batches";
import { compile } from "./compile/compile";
import { unitsOf } from "./compile/groups";
import { castNote } from "./castNote";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire } from "./desire";
import { disturbed, needsReplacement } from "./disturbed";
import { fillOf } from "./fillOf";
import { handmade } from "./handmade";
import { introspect } from "./introspect";
import { silentLoss } from "./losses";
import { merges } from "./merges";
import { misfit } from "./misfit";
import { impliedValue, placeholder } from "./placeholder";
import { refusedPartitioned } from "./partitions";
import { identifier } from "./quote";
import { recorded } from "./record";
import { refusal } from "./refusal";
import { comparable, referrers } from "./referrers";
import { rename } from "./rename";
import { running } from "./running";
import { plainly, plainSession, readingUnder } from "./session";
import { requireShortNames } from "./shortNames";
import type { Variant } from "./variant";
import { wayBack } from "./wayBack";
import { zeroDates } from "./zeroDates";

/** Without `modes` nothing is known of the sessions: what is typed stays as it is. */
export function dialectFor(kind: Variant, modes?: readonly string[]): Dialect {
  const reading = modes && readingUnder(modes);
  const variant = reading === undefined ? kind : { ...kind, reading };
  const session = plainSession(modes ?? [], variant.shorthandModes);
  return {
    name: variant.name,
    ...(session === undefined ? {} : { plainSession: session }),
    ...(reading === undefined
      ? {}
      : { plainly: (typed) => plainly(typed, reading) }),
    // "Statements That Cause an Implicit Commit" in the manual: all of DDL.
    transactionalDdl: false,
    running,
    batches: { walkedBy },
    impliedValue,
    followsRenames: variant.followsRenames,
    namesBySchema: false,
    viewsHold: false,
    // Each goes to a column beside, and all of those take their places in one ALTER TABLE.
    castsAtOnce: true,
    notes: { virtualColumns: true, materializedViews: false },
    desire: (declared, _connection, views = []) => {
      const desired = desire(declared, views, variant);
      requireShortNames(desired);
      return desired;
    },
    access,
    introspect: (database, scope) => introspect(database, scope, variant),
    withTold,
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
    choicesNeedCast: false,
    refusal,
    count,
    dependants: (database, on, renaming) =>
      dependants(database, on, renaming, variant),
    recorded,
    handmade: (database, affected, renaming) =>
      handmade(database, affected, renaming, variant),
    refusedPartitioned: (operation, table) =>
      refusedPartitioned(operation, table, variant),
    referrers,
    comparable,
    disturbed,
    needsReplacement,
    compile: (operations, place, before, stood) =>
      compile(operations, variant, place, before, stood),
    unitsOf,
    placeholder,
    fillOf: (column) => fillOf(column, variant),
    misfit: (column, from, to) => misfit(column, from, to, variant),
    ...(variant.refusesZeroDates ? { uncopied: zeroDates } : {}),
    silentLoss: (from, to) => silentLoss(from, to, variant),
    castNote,
    merges,
    asText,
    castBack: castByText,
    wayBack: (from, to) => wayBack(from, to, variant),
    valueOf: ({ name }) => identifier(name),
  };
}
