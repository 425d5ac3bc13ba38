// All rules over all operations.
import type { Operation } from "../operations/operation";
import { becomesGenerated } from "./becomesGenerated";
import { castLossy } from "./castLossy";
import { dropColumn } from "./dropColumn";
import { dropTable } from "./dropTable";
import { goesAlong } from "./goesAlong";
import type { Hazard, HazardContext, HazardRule } from "./hazard";
import { inTheWay } from "./inTheWay";
import { indexBuild } from "./indexBuild";
import { misfits } from "./misfits";
import { notNullScan } from "./notNullScan";
import { renameBreaksApp } from "./renameBreaksApp";
import { replicaIdentity } from "./replicaIdentity";
import { typeRewrite } from "./typeRewrite";
import { validation } from "./validation";
import { setNotNull } from "./setNotNull";
import { uniqueOnExisting } from "./uniqueOnExisting";
import { viewInTheWay } from "./viewInTheWay";

const rules: readonly HazardRule[] = [
  dropTable,
  dropColumn,
  castLossy,
  becomesGenerated,
  setNotNull,
  uniqueOnExisting,
  viewInTheWay,
  inTheWay,
  goesAlong,
  misfits,
  replicaIdentity,
  typeRewrite,
  indexBuild,
  validation,
  notNullScan,
  renameBreaksApp,
];

/** The hazards of the operations, in their order. */
export function assess(
  operations: readonly Operation[],
  context: HazardContext,
): Hazard[] {
  return operations.flatMap((operation) =>
    rules.flatMap((rule) => {
      const finding = rule(operation, context);
      return finding === undefined ? [] : [{ ...finding, operation }];
    }),
  );
}
