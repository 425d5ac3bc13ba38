// All rules over all operations.
import type { Operation } from "../operations/operation";
import { becomesAlike } from "./becomesAlike";
import { becomesGenerated } from "./becomesGenerated";
import { breaks } from "./breaks";
import { castLossy } from "./castLossy";
import { castNote } from "./castNote";
import { constraintOnExisting } from "./constraintOnExisting";
import { doesNotFit } from "./doesNotFit";
import { dropColumn } from "./dropColumn";
import { dropTable } from "./dropTable";
import { enumInUse } from "./enumInUse";
import { goesAlong } from "./goesAlong";
import { grantsStay } from "./grantsStay";
import type { Hazard, HazardContext, HazardRule } from "./hazard";
import { inTheWay } from "./inTheWay";
import { indexBuild } from "./indexBuild";
import { notNullScan } from "./notNullScan";
import { partitioned } from "./partitioned";
import { ofPeriod } from "./ofPeriod";
import { ownCheck } from "./ownCheck";
import { partitionsGo } from "./partitionsGo";
import { readByFill } from "./readByFill";
import { referencedElsewhere } from "./referencedElsewhere";
import { referredEngine } from "./referredEngine";
import { refersToNone } from "./refersToNone";
import { renameBreaksApp } from "./renameBreaksApp";
import { replicaIdentity } from "./replicaIdentity";
import { setNotNull } from "./setNotNull";
import { triggersFire } from "./triggersFire";
import { typeRewrite } from "./typeRewrite";
import { uncopied } from "./uncopied";
import { uniqueOnExisting } from "./uniqueOnExisting";
import { validation } from "./validation";
import { viewByKey } from "./viewByKey";
import { viewInTheWay } from "./viewInTheWay";
import { viewKind } from "./viewKind";
import { viewLeftBroken } from "./viewLeftBroken";
import { workedOutAnew } from "./workedOutAnew";

const rules: readonly HazardRule[] = [
  dropTable,
  partitionsGo,
  dropColumn,
  castLossy,
  castNote,
  doesNotFit,
  workedOutAnew,
  uncopied,
  becomesGenerated,
  readByFill,
  enumInUse,
  setNotNull,
  uniqueOnExisting,
  becomesAlike,
  constraintOnExisting,
  refersToNone,
  ownCheck,
  viewInTheWay,
  viewByKey,
  viewLeftBroken,
  viewKind,
  referencedElsewhere,
  inTheWay,
  referredEngine,
  partitioned,
  ofPeriod,
  goesAlong,
  breaks,
  triggersFire,
  grantsStay,
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
      const finding = rule(operation, context, operations);
      return finding === undefined ? [] : [{ ...finding, operation }];
    }),
  );
}
