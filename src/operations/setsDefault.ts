// Which changes of a column say another default, in either direction: that of a serial column calls its sequence.
import type { AlterColumn, Operation } from "./operation";

export const setsDefault = (operation: Operation): operation is AlterColumn =>
  operation.kind === "alterColumn" &&
  (operation.from.default !== operation.to.default ||
    operation.from.generation?.kind !== operation.to.generation?.kind);
