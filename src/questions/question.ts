// What facts cannot decide. Every kind has the same shape, so that asking, printing and refusing need not know the kinds.
import type { TableId } from "../schema/schema";

export type QuestionKind =
  | "renamedTable"
  | "renamedSchema"
  | "renamedView"
  | "renamedColumn"
  | "spelling"
  | "dropTables"
  | "dropViews"
  | "backfill"
  | "cast"
  | "keyType"
  | "enumLabels";

export type Verdict = "likely" | "ambiguous" | "possible";

export interface Question {
  readonly kind: QuestionKind;
  /** The table, column or enum type it is about, as flags name it: `user.name`. */
  readonly subject: string;
  /** One sentence that ends in a question mark. */
  readonly message: string;
  /** For a rename: how the evidence reads. */
  readonly verdict?: Verdict;
  /** Facts, most telling first. */
  readonly evidence: readonly string[];
  /** What the file does as it is written, without an answer. */
  readonly asWritten: string;
  readonly choices: readonly Choice[];
  /** The tables or views it concerns. */
  readonly tables: readonly TableId[];
}

/** One way to answer. */
export interface Choice {
  /** What it means: `It was renamed`. */
  readonly meaning: string;
  /** The flags that say so, ready to paste into a shell: `--rename user.name:full_name`. */
  readonly flags: string;
  /** The same in the API's form. What somebody has to fill in is `<expression>` or `<value>`. */
  readonly answers: Answers;
  /** Tables that are excluded from then on, instead of an answer. */
  readonly exclude?: readonly string[];
}

/** What stands in a choice where a person has to say something. */
export const isBlank = (text: string): boolean => /^<\w+>$/.test(text);

/** Answers to questions, however they were given. */
export interface Answers {
  /** `table`, `table.column` or `view` (schema-qualified where needed) → the new name; `old.*` → `new.*` for all tables and views of a schema, `*` being those that name none; `*` → `*` for all names that differ in case and underscores only. */
  readonly renames?: Readonly<Record<string, string>>;
  /** `table`, `table.column`, `view` or, of an enum type, `type.label`: gone for good, not renamed. Globs. */
  readonly drops?: readonly string[];
  /** `table.column` → an SQL expression for the rows that exist. */
  readonly backfills?: Readonly<Record<string, string>>;
  /** `table.column` → how many rows its backfill fills at a time, each lot committed by itself. */
  readonly batches?: Readonly<Record<string, number>>;
  /** `table.column` → an SQL expression that gives the new value. */
  readonly casts?: Readonly<Record<string, string>>;
  /** `table.column` or enum type → the old labels and the new. */
  readonly enumValues?: Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
}
