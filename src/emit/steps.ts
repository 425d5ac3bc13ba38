// The bodies of the two functions: each operation in a comment, and its statements as awaited queries.
import type { Statement } from "../dialects/dialect";
import { describe } from "../operations/describe";
import type { Operation } from "../operations/operation";
import type { Step } from "../plan/plan";
import { comment, hanging, paragraph } from "./comments";
import {
  fittedLiteral,
  lineWidth,
  stringLiteral,
  templateText,
} from "./literals";
import { linesOf, onOneLine } from "./sql";
import { doubtOf, visible, widthOf } from "./visible";

/** The steps as they stand in a function's body. One without statements stands right above the next, which carries it out too. */
export function stepBlocks(steps: readonly Step[]): string[] {
  const blocks: string[] = [];
  let above = "";
  for (const step of steps) {
    const block = `${above}${stepBlock(step)}`;
    above = step.statements.length === 0 ? `${block}\n` : "";
    if (above === "") blocks.push(block);
  }
  return above === "" ? blocks : [...blocks, above.trimEnd()];
}

function stepBlock({ operation, statements, note }: Step): string {
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
  if (sql.includes("`")) return quotedCall(lines ?? sql.split("\n"));
  if (lines === undefined) return verbatim(sql);
  const [only = "", ...more] = lines.map(templateText);
  const call = `await queryRunner.query(\`${only}\`);`;
  if (more.length === 0 && surelyFits(`  ${call}`)) return call;
  const block = [only, ...more].map((line) =>
    line === "" ? "" : `    ${line}`,
  );
  return `await queryRunner.query(\`\n${block.join("\n")}\n  \`);`;
}

/** A statement with backticks in it, each of which a template would escape: as a string, or as one a line. */
function quotedCall(lines: readonly string[]): string {
  const literals = lines.map(stringLiteral);
  if (lines.length > 1 && surelyBreaks(`    [${literals.join(", ")}].join(`))
    return `await queryRunner.query(\n  [\n${literals.map((line) => `    ${line},\n`).join("")}  ].join("\\n"),\n);`;
  const { literal, fits } = fittedLiteral(
    lines.join("\n"),
    lineWidth - "  await queryRunner.query();".length,
  );
  return fits
    ? `await queryRunner.query(${literal});`
    : `await queryRunner.query(\n  ${literal},\n);`;
}

/** A statement with line breaks that are part of its values. */
function verbatim(sql: string): string {
  const lines = sql.split("\n").map(templateText);
  return `await queryRunner.query(\`\n${lines.join("\n")}\n\`);`;
}

function surelyFits(line: string): boolean {
  return widthOf(line) + doubtOf(line) <= lineWidth;
}

/** Whether Prettier has to break the line, which it would otherwise pull together. */
function surelyBreaks(line: string): boolean {
  return widthOf(line) - doubtOf(line) > lineWidth;
}
