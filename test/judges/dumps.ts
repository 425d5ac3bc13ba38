// Dumps compared as schemas: the order of columns is no difference, nor is what PostgreSQL 18 called a NOT NULL that nobody named.

/** The dump with the lines of each CREATE TABLE sorted, and all objects by name: comments come in the order of columns. */
export function withoutColumnOrder(dump: string): string {
  return withSortedColumns(dump)
    .split(/(?=^--\n-- Name: )/m)
    .sort()
    .join("");
}

function withSortedColumns(dump: string): string {
  const lines: string[] = [];
  let body: string[] | undefined;
  for (const line of dump.split("\n")) {
    if (body === undefined) {
      lines.push(line);
      if (/^CREATE TABLE .*\($/.test(line)) body = [];
    } else if (line.startsWith(")")) {
      lines.push(...body.sort(), line);
      body = undefined;
    } else body.push(line.replace(/,$/, "").replace(notNullName, " NOT NULL"));
  }
  return lines.join("\n");
}

/** Since 18 a NOT NULL is a constraint with a name, made of those of table and column, which stays when they are renamed. */
const notNullName = / CONSTRAINT (?:"(?:[^"]|"")+"|\w+) NOT NULL/;
