// Equality of plain data.

/** Whether two JSON-like values are the same, whatever the order of their fields. An absent field equals `undefined`. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && equalItems(a, b);
  return isObject(a) && isObject(b) && equalFields(a, b);
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null;

const equalItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => equal(item, b[index]));

function equalFields(a: Fields, b: Fields): boolean {
  for (const field in a) if (!equal(a[field], b[field])) return false;
  for (const field in b)
    if (!(field in a) && b[field] !== undefined) return false;
  return true;
}
