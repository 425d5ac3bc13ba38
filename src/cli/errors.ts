// Any error in one sentence, fit to be shown: no stack, no password.
import { saidBy } from "../revisions/thrown";

export const sentenceOf = (error: unknown): string =>
  withoutPasswords(saidBy(error).replace(/\s*\n\s*/g, " "));

/** `postgres://user:secret@host` → `postgres://user:***@host`. */
function withoutPasswords(text: string): string {
  return text.replace(/(\w+:\/\/[^\s:/@]*:)\S*@/g, "$1***@");
}
