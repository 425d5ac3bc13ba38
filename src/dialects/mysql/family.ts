// MySQL and MariaDB as one dialect, but for what a variant says.
import type { Dialect } from "../dialect";
import { access } from "./access";
import { canonicalize } from "./canonicalize";
import { asText, castTarget, isCastable, silentLoss } from "./casts";
import { compile } from "./compile/compile";
import { count } from "./count";
import { desire } from "./desire";
import { disturbed, needsReplacement } from "./disturbed";
import { handmade } from "./handmade";
import { introspect } from "./introspect";
import { misfit } from "./misfit";
import { placeholder } from "./placeholder";
import { identifier } from "./quote";
import { comparable, referrers } from "./referrers";
import { rename } from "./rename";
import type { Variant } from "./variant";

export function dialectFor(variant: Variant): Dialect {
  return {
    name: variant.name,
    // "Statements That Cause an Implicit Commit" in the manual: all of DDL.
    transactionalDdl: false,
    // "Data Type Default Values" in the manual. A date has no such value in strict mode, and fails.
    impliedValue: "an empty text or 0",
    followsRenames: variant.followsRenames,
    comparesViews: false,
    desire: (declared) => desire(declared, variant),
    access,
    introspect: (database, scope) => introspect(database, scope, variant),
    rename: (_database, schema, renames) =>
      Promise.resolve(rename(schema, renames)),
    sequenceOf: () => undefined,
    canonicalize: (database, desired, live, _found, server) =>
      canonicalize(database, desired, live, server, variant),
    castable: (_database, changes) =>
      Promise.resolve(changes.map(({ from, to }) => isCastable(from, to))),
    // What has no cast here has no way that would suit every table either.
    keyCasts: () => [],
    castChoices: () => [],
    count,
    // A view does not stand in the way of anything here: it is read anew when it is used.
    dependants: () => Promise.resolve([]),
    handmade,
    referrers,
    comparable,
    disturbed,
    needsReplacement,
    compile: (operations, place) => compile(operations, variant, place),
    placeholder,
    misfit,
    silentLoss,
    asText,
    castByText: (column) =>
      `CAST(${identifier(column.name)} AS ${castTarget(column)})`,
  };
}
