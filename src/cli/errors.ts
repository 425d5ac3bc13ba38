// Any error in one sentence, fit to be shown: no stack, no password.

export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? messageOf(error) : String(error);
  return withoutPasswords(message.trim().replace(/\s*\n\s*/g, " "));
}

/** An error without a message of its own, as of a host with several addresses, has those of its parts. */
function messageOf(error: Error): string {
  if (error.message !== "") return error.message;
  return error instanceof AggregateError
    ? error.errors.map(sentenceOf).join("; ")
    : error.name;
}

/** `postgres://user:secret@host` → `postgres://user:***@host`. */
function withoutPasswords(text: string): string {
  return text.replace(/(\w+:\/\/[^\s:/@]*:)\S*@/g, "$1***@");
}
