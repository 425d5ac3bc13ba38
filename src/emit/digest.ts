// A sign in the header by which a file that somebody changed is told from one that is as it was written.
import { createHash } from "node:crypto";

/** The line of the header, before the file is signed. */
export const unsigned = "Digest    ----------------";

const signature = /(?<=^ \* Digest {4})[0-9a-f-]{16}$/m;

/** The source with its digest in its place. */
export function signed(source: string): string {
  return source.replace(signature, digestOf(source));
}

/** Whether nothing was changed but what formatters change. False where there is no digest. */
export function isAsWritten(source: string): boolean {
  return signature.exec(source)?.[0] === digestOf(source);
}

/** Whether there is a digest that is of another source. */
export const isChanged = (source: string): boolean =>
  signature.test(source) && !isAsWritten(source);

/** Of what formatters leave alone: no blanks, quotes, commas, semicolons and brackets. */
function digestOf(source: string): string {
  return createHash("sha256")
    .update(source.replace(signature, "").replace(/[\s"'`,;()\\]/g, ""))
    .digest("hex")
    .slice(0, 16);
}
