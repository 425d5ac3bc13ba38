// What is asked of pairs of which the answer is known: nothing is renamed unasked, and no true rename is missed.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier/standalone";
import * as markdown from "prettier/plugins/markdown";
import type { EntitySchema, EntitySchemaColumnOptions } from "typeorm";
import { check, type Question } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { describeOn, type ServerKind } from "../servers";
import { labelled, type Columns, type Labelled } from "./labelled";

const types: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  t: { type: "text" },
  i: { type: "int" },
  b: { type: "bigint" },
  d: { type: "decimal", precision: 10, scale: 2 },
  o: { type: "boolean" },
  a: { type: "date" },
  j: { type: "json" },
  e: { type: "enum", enum: ["a", "b"] },
  r: { type: "int" },
};

function columnOf(code: string): EntitySchemaColumnOptions {
  const [, letter = "", length, marks = ""] =
    /^([a-z])(\d*)([?!#=]*)$/.exec(code) ?? [];
  return {
    ...(letter === "v"
      ? { type: "varchar", length: Number(length) }
      : (types[letter] ?? { type: "text" })),
    ...(marks.includes("?") && { nullable: true }),
    ...(marks.includes("!") && { unique: true }),
    ...(marks.includes("=") && {
      default: letter === "o" ? false : 0,
    }),
  };
}

function table(name: string, columns: Columns): EntitySchema<Row> {
  const marked = (mark: string): string[] =>
    Object.keys(columns).filter((column) => columns[column]?.includes(mark));
  return entity(
    name,
    Object.fromEntries(
      Object.entries(columns).map(([column, code]) => [column, columnOf(code)]),
    ),
    {
      indices: marked("#").map((column) => ({ columns: [column] })),
      foreignKeys: Object.keys(columns)
        .filter((column) => columns[column]?.startsWith("r"))
        .map((column) => ({
          target: "other",
          columnNames: [column],
          referencedColumnNames: ["id"],
        })),
    },
  );
}

interface Asked {
  readonly given: Labelled;
  readonly questions: readonly Question[];
}

/** Names of what is asked about, with the candidates; of spelling, each with its own. */
function candidates(question: Question): Readonly<Record<string, string[]>> {
  if (question.kind === "spelling")
    return Object.fromEntries(
      question.evidence.flatMap((text) => {
        const [from, to] = text.split(" → ");
        return from === undefined || to === undefined
          ? []
          : [[from.split(".").at(-1) ?? "", [to]]];
      }),
    );
  return {
    [question.subject.split(".").at(-1) ?? ""]: question.choices.flatMap(
      ({ answers }) => Object.values(answers.renames ?? {}),
    ),
  };
}

const renamesAsked = (questions: readonly Question[]): readonly Question[] =>
  questions.filter(
    ({ kind }) => kind === "renamedColumn" || kind === "spelling",
  );

/** All pairs as tables of one database. */
async function ask(kind: ServerKind): Promise<readonly Asked[]> {
  const other = entity("other", { id: { type: "int", primary: true } });
  const tables = (side: "before" | "after"): EntitySchema<Row>[] => [
    other,
    ...labelled.map((given, index) => table(`t${index}`, given[side])),
  ];
  let asked: readonly Asked[] = [];
  await onDatabase(
    { from: tables("before") },
    async (url) => {
      const { operations } = await check(dataSourceOf(url, tables("after")));
      expect(operations.map((operation) => operation.kind)).not.toContain(
        "renameColumn",
      );
      asked = await Promise.all(
        labelled.map(async (given, index) => ({
          given,
          // By itself, so that spelling is not put together with that of other tables.
          questions: (
            await check(dataSourceOf(url, tables("after")), {
              include: [`t${index}`, "other"],
            })
          ).questions,
        })),
      );
    },
    kind,
  );
  return asked;
}

const found = new Map<ServerKind, readonly Asked[]>();
const kinds: readonly ServerKind[] = ["postgres", "mysql", "mariadb"];

describe.each(kinds)("on %s", (kind) => {
  describeOn(kind, "labelled pairs", () => {
    let asked: readonly Asked[] = [];
    beforeAll(async () => {
      asked = await ask(kind);
      found.set(kind, asked);
    }, 120_000);

    it("are sixty at least", () => {
      expect(asked.length).toBeGreaterThanOrEqual(60);
    });

    it("have every true rename among the candidates", () => {
      for (const { given, questions } of asked) {
        const all = Object.assign(
          {},
          ...renamesAsked(questions).map(candidates),
        ) as Record<string, string[]>;
        // What is a change of a column that stays is no question.
        const shown = Object.entries(given.renamed).filter(
          ([from, to]) => !(from in given.after) && !(to in given.before),
        );
        for (const [from, to] of shown)
          expect({ name: given.name, from, among: all[from] ?? [] }).toEqual({
            name: given.name,
            from,
            among: expect.arrayContaining([to]) as unknown,
          });
      }
    });

    it("call nothing likely that is not", () => {
      for (const { given, questions } of asked)
        for (const question of renamesAsked(questions))
          if (question.verdict === "likely")
            for (const [from, [best]] of Object.entries(candidates(question)))
              expect({
                name: given.name,
                from,
                to: given.renamed[from] ?? sameDefinition(given, from, best),
              }).toEqual({ name: given.name, from, to: best });
    });
  });
});

/** Two that are defined alike cannot be told from a rename by anybody who only sees the schema. */
const sameDefinition = (
  { before, after }: Labelled,
  from: string,
  to: string | undefined,
): string | undefined =>
  to !== undefined && before[from] === after[to] ? to : undefined;

it("stand in docs/questions.md as they are asked", async () => {
  const file = path.join(__dirname, "../../docs/questions.md");
  const mark = "<!-- What follows is written by the tests. -->";
  const [prose = ""] = readFileSync(file, "utf8").split(mark);
  const fresh = await format(`${prose}${mark}\n\n${documented()}`, {
    parser: "markdown",
    plugins: [markdown],
  });
  if (process.env.UPDATE_DOCS) writeFileSync(file, fresh);
  expect(readFileSync(file, "utf8")).toBe(fresh);
});

function documented(): string {
  const rows = labelled.map((given, index) => {
    const verdicts = kinds.map((kind) =>
      inWords(found.get(kind)?.[index]?.questions ?? []),
    );
    const same = new Set(verdicts).size === 1;
    const truth = Object.entries(given.renamed)
      .map(([from, to]) => `${from} → ${to}`)
      .join(", ");
    return `| ${given.name} | ${truth || "none"} | ${same ? (verdicts[0] ?? "") : kinds.map((kind, at) => `${kind}: ${verdicts[at] ?? ""}`).join("; ")} |`;
  });
  return [
    "| pair | renamed in truth | asked |",
    "| ---- | ---------------- | ----- |",
    ...rows,
  ].join("\n");
}

function inWords(questions: readonly Question[]): string {
  const asked = renamesAsked(questions).flatMap((question) =>
    Object.entries(candidates(question)).map(
      ([from, to]) => `${from} → ${to.join(" or ")}: ${question.verdict ?? ""}`,
    ),
  );
  return asked.length === 0 ? "nothing" : asked.join(", ");
}
