// Expressions as somebody typed them, inside of a statement: nothing of it may end, or begin, within the expression.

/** In brackets where it holds a comment, which would take what follows along, or is more than one expression, which the server then refuses. */
export const enclosed = (expression: string): string =>
  commentOrEnd.some((sign) => expression.includes(sign)) || isList(expression)
    ? `(${expression}\n)`
    : expression;

/** Also where they are quoted: brackets do no harm. */
const commentOrEnd = ["--", "/*", "#", ";"];

/** Whether a comma may stand outside of brackets and quotes. */
function isList(expression: string): boolean {
  let depth = 0;
  let quote = "";
  for (const sign of expression)
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (quotes.has(sign)) quote = sign;
    else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === "," && depth <= 0) return true;
  // What else quotes may hide a comma, or a quote.
  return expression.includes(",") && /[\\$]/.test(expression);
}

const quotes: ReadonlySet<string> = new Set(["'", '"', "`"]);
