// What a migration file says of itself, read without running it: a file that does not compile can still be talked about.

/** A migration class, as its source has it. */
export interface WrittenMigration {
  /** What TypeORM will know it by. */
  readonly name: string;
  /** Undefined where it does not say. */
  readonly revises: readonly string[] | undefined;
  /** What entities were mapped to, a line an entity. */
  readonly mapped?: readonly string[];
}

/** The migrations in a file's source; undefined where only running it would tell. */
export function migrationsIn(source: string): WrittenMigration[] | undefined {
  const code = codeOf(source);
  const classes = [...code.matchAll(/\bclass\s+([\w$]+)/g)];
  const written = classes.flatMap(({ 1: className = "", index }, position) => {
    const body = code.slice(index, classes[position + 1]?.index);
    const name = ownName.exec(body)?.[2] ?? className;
    return /\d{13}$/.test(name)
      ? [
          {
            name,
            parents: textsIn(body, statedParents),
            mapped: textsIn(body, statedMappings),
          },
        ]
      : [];
  });
  const readable = written.flatMap(({ name, parents, mapped }) =>
    parents === "unreadable"
      ? []
      : [
          {
            name,
            revises: parents,
            ...(mapped === undefined || mapped === "unreadable"
              ? {}
              : { mapped }),
          },
        ],
  );
  return readable.length === 0 || readable.length < written.length
    ? undefined
    : readable;
}

/** The questions that a function of a migration refuses to run for. */
export function questionsIn(source: string): string[] {
  return [...codeOf(source).matchAll(refusal)].map(([, , text = ""]) =>
    text.replace(/\\(.)/g, "$1"),
  );
}

/** As `emit/questions.ts` writes them. */
const refusal =
  /throw new Error\(\s*(["'])Unanswered: ((?:(?!\1)[^\\\n]|\\.)*)\1,?\s*\)/g;

/** A field of the class, or set in its constructor. */
const ownName =
  /(?:^\s*(?:public\s+|override\s+)*(?:readonly\s+)?|\bthis\.)name\s*(?::[^=;{}]+)?=\s*(["'])([^"'\\]*\d{13})\1/m;

/** A static field, or what a compiler makes of one. */
const stated = (field: string): RegExp =>
  new RegExp(
    String.raw`(?:\bstatic\s+(?:readonly\s+)?|[\w$]\.)${field}\s*(?::[^=;{}]+)?=\s*`,
  );
const statedParents = stated("revises");
const statedMappings = stated("mapped");

const text = /(["'])([^"'\\]*)\1/;
const oneText = new RegExp(`^${text.source}`);
const listOfTexts = /^\[((?:\s*(["'])[^"'\\]*\2\s*,?)*)\s*\]/;

function textsIn(
  body: string,
  field: RegExp,
): readonly string[] | undefined | "unreadable" {
  const found = field.exec(body);
  if (found === null) return undefined;
  const value = body.slice(found.index + found[0].length);
  const one = oneText.exec(value)?.[2];
  if (one !== undefined) return [one];
  const list = listOfTexts.exec(value)?.[1];
  return list === undefined
    ? "unreadable"
    : [...list.matchAll(new RegExp(text, "g"))].map(([, , name = ""]) => name);
}

/** The source with comments and what is in templates blanked out, every character at its place. */
function codeOf(source: string): string {
  return source.replace(
    /\/\*[^]*?\*\/|\/\/[^\n]*|`(?:[^\\`]|\\[^])*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g,
    (token) => (/^["']/.test(token) ? token : token.replace(/[^\n]/g, " ")),
  );
}
