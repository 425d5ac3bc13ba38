// SQL as a reader of TypeScript wants it: indented, without a change to any value in it.

/** Quoted text, comments, and stretches without either. What is left over one by one are signs, and quotes that nothing closes. */
const tokens =
  /'[^']*'|"[^"]*"|`[^`]*`|(?<![\w$])\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|[^'"`$/-]+|[^]/g;

/**
 * The lines of a statement, which may be indented; a line break within quotes stays within its line.
 * `undefined` where that cannot be told for certain, or where a dollar-quoted body wants its lines as they are.
 */
export function linesOf(sql: string): readonly string[] | undefined {
  if (!/[\r\n]/.test(sql)) return [sql];
  const lines: string[] = [];
  let line = "";
  for (const [token] of sql.matchAll(tokens)) {
    if (isQuoted(token)) {
      if (isDoubtful(token)) return undefined;
      line += token;
    } else {
      const [end = "", ...more] = token.split(/\r\n?|\n/);
      line += end;
      for (const start of more) {
        lines.push(line.trimEnd());
        line = start;
      }
    }
  }
  return [...lines, line.trimEnd()];
}

/** An expression on one line, for people; a line break within quotes stays. */
export function onOneLine(sql: string): string {
  const lines = linesOf(sql);
  return lines === undefined ? sql : lines.map((line) => line.trim()).join(" ");
}

function isQuoted(token: string): boolean {
  return /^['"`]/.test(token) || /^\$\w*\$/.test(token);
}

/** Whether servers disagree about where the text ends, a backslash being an escape to some, or it has a layout of its own. */
function isDoubtful(token: string): boolean {
  if (token.startsWith("$")) return token.includes("\n");
  return token.length === 1 || token.endsWith("\\", token.length - 1);
}
