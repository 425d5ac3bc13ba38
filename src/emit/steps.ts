// The bodies of the two functions: each operation in a comment, and its statements as awaited queries.
import type { Statement } from "../dialects/dialect";
import { describe } from "../operations/describe";
import type { Operation } from "../operations/operation";
import type { Step } from "../plan/plan";
import { comment, hanging, paragraph } from "./comments";
import { lineWidth, templateText } from "./literals";
import { linesOf, onOneLine } from "./sql";
import { doubtOf, visible, widthOf } from "./visible";

/** A step as it stands in a function's body. */
export function stepBlock({ operation, statements, note }: Step): string {
  return [
    comment(hanging(sentenceOf(operation))),
    ...(note === undefined ? [] : [comment(paragraph(note))]),
    ...statements.map(queryCall),
  ].join("\n");
}

function sentenceOf(operation: Operation): string {
  const { sign, subject, name, detail } = describe(operation);
  return `${sign} ${subject} ${visible(name)}  ${onOneLine(detail)}`.trimEnd();
}

/** One statement as TypeScript: on one line where it fits, else as a block of SQL with an indentation of its own. */
function queryCall({ sql }: Statement): string {
  const lines = linesOf(sql.trim());
  if (lines === undefined) return verbatim(sql);
  const [only = "", ...more] = lines.map(templateText);
  const call = `await queryRunner.query(\`${only}\`);`;
  if (more.length === 0 && surelyFits(`  ${call}`)) return call;
  const block = [only, ...more].map((line) =>
    line === "" ? "" : `    ${line}`,
  );
  return `await queryRunner.query(\`\n${block.join("\n")}\n  \`);`;
}

/** A statement with line breaks that are part of its values. */
function verbatim(sql: string): string {
  const lines = sql.split("\n").map(templateText);
  return `await queryRunner.query(\`\n${lines.join("\n")}\n\`);`;
}

function surelyFits(line: string): boolean {
  return widthOf(line) + doubtOf(line) <= lineWidth;
}
