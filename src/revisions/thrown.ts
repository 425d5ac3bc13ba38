// What is said of something that was thrown, whatever it is: modules of a project may throw texts, empty errors, or nothing at all.
import { pathToFileURL } from "node:url";

/** Its message, or what it is where it has none. */
export function saidBy(thrown: unknown): string {
  if (typeof thrown === "string" && thrown.trim() !== "") return thrown.trim();
  const said = ownMessage(thrown);
  if (said !== "") return said;
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return thrown.errors.map(saidBy).join("; ");
  if (thrown instanceof Error) return `${nameOf(thrown)} without a message`;
  const what =
    thrown === null || thrown === undefined ? String(thrown) : typeof thrown;
  return `something was thrown that is no error and says nothing (${what})`;
}

/** Why a file could not be loaded, for a sentence that names the file already. */
export function whyNotLoaded(file: string, thrown: unknown): string {
  const message = saidBy(thrown).replace(/\s*\n\s*/g, " ");
  if (message === file || message === pathToFileURL(file).href)
    return "it throws an error whose message is no more than this path";
  return message.startsWith(`${file} `)
    ? `it${message.slice(file.length)}`
    : message;
}

function ownMessage(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return "";
  const { message } = thrown as { readonly message?: unknown };
  return typeof message === "string" ? message.trim() : "";
}

/** `Error`, `Error ECONNREFUSED` where it has a code. */
function nameOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}
