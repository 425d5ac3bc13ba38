// MySQL and MariaDB as one dialect, but for what a variant says.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { canonicalize } from "./canonicalize";
import { asText, castByText, castChoices, isCastable } from "./values/casts";
import { withTold } from "./catalog/told";
import { walkedBy } from "./compile/batches";
import { compile } from "./compile/compile";
import { unitsOf } from "./compile/groups";
import { castNote } from "./values/castNote";
import { count } from "./count";
import { dependants } from "./dependants";
import { desire } from "./desire";
import { disturbed, needsReplacement } from "./disturbed";
import { fillOf } from "./values/fillOf";
import { firing } from "./handmade/firing";
import { handmade } from "./handmade/handmade";
import { introspect } from "./introspect";
import { silentLoss } from "./values/losses";
import { merges } from "./values/merges";
import { misfit } from "./values/misfit";
import { orphans } from "./values/orphans";
import { impliedValue, placeholder } from "./values/placeholder";
import { refusedPartitioned } from "./handmade/partitions";
import { identifier } from "./quote";
import { recorded } from "./record";
import { refusal } from "./values/refusal";
import { comparable, referrers } from "./referrers";
import { rename } from "./rename";
import { running } from "./running";
import { settled, type Session } from "./session";
import { requireShortNames } from "./shortNames";
import { plainly, readingUnder } from "./sqlMode";
import type { Variant } from "./variant";
import { wayBack } from "./values/wayBack";
import { zeroDates } from "./values/zeroDates";

/** Without a session, as offline, what is typed stays as it is. */
export function dialectFor(kind: Variant, session?: Session): Dialect {
  const reading = session && readingUnder(session.modes);
  const variant = reading === undefined ? kind : { ...kind, reading };
  return {
    name: variant.name,
    ...(reading === undefined
      ? {}
      : { plainly: (typed) => plainly(typed, reading) }),
    ...(session === undefined
      ? {}
      : {
          settled: (database, purpose) =>
            settled(database, purpose, session, variant),
        }),
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
    firing,
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
    orphans,
    silentLoss: (from, to) => silentLoss(from, to, variant),
    castNote,
    merges,
    asText,
    castBack: castByText,
    wayBack: (from, to) => wayBack(from, to, variant),
    valueOf: ({ name }) => identifier(name),
  };
}
