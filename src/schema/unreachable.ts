// The end of every exhaustive switch.

/** Does not compile while a case is missing; throws if data lied about its type. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
