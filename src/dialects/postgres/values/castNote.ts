// Changes of type that keep every value, but not in a way that everybody expects.
import type { Column } from "../../../schema/schema";
import type { CastNote } from "../../dialect";
import { elementType, isText, withoutModifiers } from "../types";

/** What one should know of the server's own cast; `undefined` where there is nothing to it. */
export function castNote(from: Column, to: Column): CastNote | undefined {
  const [source, target] = [from, to].map(({ type }) =>
    withoutModifiers(elementType(type)),
  );
  if (source === undefined || target === undefined || source === target)
    return undefined;
  if (
    isZoned(source) ? isUnzoned(target) : isZoned(target) && isUnzoned(source)
  )
    return {
      message:
        "reads times in the TimeZone of the session, which the client, role or database sets",
      remedy: "Say which: --cast, with AT TIME ZONE.",
    };
  if (source === "inet" && isText(target))
    return {
      message: "writes addresses with their netmask: 10.0.0.1/32",
      remedy: "Without it: --cast, with host().",
    };
  if (source === "bytea" && isText(target))
    return {
      message: "writes bytes in hexadecimal, after \\x",
      remedy: "As the text that they are: --cast, with convert_from().",
    };
  return undefined;
}

const isZoned = (type: string): boolean => type.endsWith(" with time zone");

const isUnzoned = (type: string): boolean =>
  type.endsWith(" without time zone") || type === "date";
