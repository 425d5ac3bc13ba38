// Expressions as somebody typed them, inside of a statement: nothing of it may end, or begin, within the expression.

/** In brackets where it holds a comment, which would take what follows along, or is more than one expression, which the server then refuses. */
export const enclosed = (expression: string): string =>
  reachesOut(expression) ? `(${expression}\n)` : expression;

/** Sometimes also of one that does not: brackets do no harm. */
function reachesOut(expression: string): boolean {
  // Where a quote ends is for the server to say then.
  if (/[\\$]/.test(expression))
    return [...ends, ","].some((sign) => expression.includes(sign));
  let depth = 0;
  let quote = "";
  for (const [position, sign] of expression.split("").entries())
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (quotes.has(sign)) quote = sign;
    else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === "," && depth <= 0) return true;
    else if (ends.some((end) => expression.startsWith(end, position)))
      return true;
  return false;
}

/** What begins a comment, or ends a statement. */
const ends: readonly string[] = ["--", "/*", "#", ";"];

const quotes: ReadonlySet<string> = new Set(["'", '"', "`"]);
