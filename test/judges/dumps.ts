// Dumps compared as schemas: the order of columns is no difference, nor are the tables that TypeORM keeps for itself.

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
    } else body.push(line.replace(/,$/, ""));
  }
  return lines.join("\n");
}
