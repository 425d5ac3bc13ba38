// Changes of type that keep every value, but not in a way that everybody expects.
import type { Column } from "../../../schema/schema";
import type { CastNote } from "../../dialect";
import { baseOf } from "../types";

/** What one should know of the server's own cast; `undefined` where there is nothing to it. */
export function castNote(from: Column, to: Column): CastNote | undefined {
  const [source, target] = [baseOf(from.type), baseOf(to.type)];
  return (source === "timestamp" && isUnzoned(target)) ||
    (isUnzoned(source) && target === "timestamp")
    ? {
        message:
          "reads times in the time_zone of the session, which the client or the server sets",
        remedy:
          "Say which: --cast, with CONVERT_TZ between that and @@time_zone.",
      }
    : undefined;
}

const isUnzoned = (base: string): boolean =>
  base === "date" || base === "datetime" || base === "time";
