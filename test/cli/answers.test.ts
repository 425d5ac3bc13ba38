// Answers from flags and files: what is understood, and what is said where something is not.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { answersOf as answered } from "../../src/cli/answers";
import { AnswerError } from "../../src/schema/errors";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "answers-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A file with this text. */
function file(text: string): string {
  const name = path.join(folder, "answers.json");
  writeFileSync(name, text);
  return name;
}

const none = {
  renames: {},
  drops: [],
  backfills: {},
  batches: {},
  casts: {},
  enumValues: {},
};

const answersOf = (flags: Parameters<typeof answered>[0]) =>
  answered(flags).answers;

describe("flags", () => {
  it("may be absent", () => {
    expect(answersOf({})).toEqual(none);
  });

  it("are known as such, beside those of the configuration", () => {
    const { sources } = answered({
      configuredAnswers: { drops: ["a", "b"] },
      drop: ["b"],
    });
    expect(sources).toEqual({
      "--drop a": "configuration",
      "--drop b": "flag",
    });
  });

  it("are repeatable, and of every kind", () => {
    expect(
      answersOf({
        rename: ["user.name:full_name", "billing.bill:invoice"],
        drop: ["user.legacy_*", "old"],
        backfill: ["user.age=0", "user.note='a=b'"],
        batch: ["user.age=10000"],
        cast: ["user.age=age::int"],
        enumValue: ["order.state:open=pending", "order.state:gone=closed"],
      }),
    ).toEqual({
      renames: { "user.name": "full_name", "billing.bill": "invoice" },
      drops: ["user.legacy_*", "old"],
      backfills: { "user.age": "0", "user.note": "'a=b'" },
      batches: { "user.age": 10_000 },
      casts: { "user.age": "age::int" },
      enumValues: { "order.state": { open: "pending", gone: "closed" } },
    });
  });

  it.each([
    [
      { rename: ["user.name"] },
      "--rename user.name is not understood. Write it like --rename user.name:full_name",
    ],
    [{ rename: ["a:b:c"] }, "--rename a:b:c is not understood."],
    [
      { backfill: ["user.age"] },
      "--backfill user.age is not understood. Write it like --backfill user.age=0",
    ],
    [
      { batch: ["user.age=0"] },
      "--batch user.age=0 is not understood. Write it like --batch user.age=10000",
    ],
    [{ cast: ["=1"] }, "--cast =1 is not understood."],
    [
      { enumValue: ["state:open"] },
      "--enum-value state:open is not understood.",
    ],
  ])("%j are refused", (flags, message) => {
    expect(() => answersOf(flags)).toThrow(message);
    expect(() => answersOf(flags)).toThrow(AnswerError);
  });

  it("that say the same twice are one, and that contradict each other are refused", () => {
    expect(answersOf({ rename: ["a.b:c", "a.b:c"] }).renames).toEqual({
      "a.b": "c",
    });
    expect(() => answersOf({ rename: ["a.b:c", "a.b:d"] })).toThrow(
      '--rename a.b is answered twice: with "c" and with "d".',
    );
    expect(() =>
      answersOf({ enumValue: ["state:open=a", "state:open=b"] }),
    ).toThrow(
      '--enum-value state:open is answered twice: with "a" and with "b".',
    );
  });
});

describe("a file", () => {
  it("has the same answers in the API's form, and is joined with the flags", () => {
    const answers = file(
      `{ "renames": { "user.name": "full_name" }, "drops": ["old"], "enumValues": { "state": { "a": "b" } } }`,
    );
    expect(
      answersOf({ answers, drop: ["older"], enumValue: ["state:c=d"] }),
    ).toEqual({
      ...none,
      renames: { "user.name": "full_name" },
      drops: ["old", "older"],
      enumValues: { state: { a: "b", c: "d" } },
    });
  });

  it("that contradicts a flag is refused", () => {
    const answers = file(`{ "backfills": { "user.age": "0" } }`);
    expect(() => answersOf({ answers, backfill: ["user.age=1"] })).toThrow(
      '--backfill user.age is answered twice: with "0" and with "1".',
    );
  });

  it.each([
    ["{", "Cannot read answers from "],
    ["[]", " does not hold a JSON object with answers."],
    [
      `{ "rename": {} }`,
      `has "rename", which is no kind of answer. There are: renames, drops, backfills, batches, casts, enumValues.`,
    ],
    [`{ "renames": { "a": 1 } }`, `"renames" in `],
    [`{ "drops": "a" }`, " is not a list of strings."],
    [
      `{ "enumValues": { "a": "b" } }`,
      " is not an object of objects of strings.",
    ],
  ])("%s is refused", (text, message) => {
    const answers = file(text);
    expect(() => answersOf({ answers })).toThrow(message);
    expect(() => answersOf({ answers })).toThrow(answers);
  });

  it("that is not there is refused", () => {
    const answers = path.join(folder, "nowhere.json");
    expect(() => answersOf({ answers })).toThrow(
      /^Cannot read answers from .*nowhere\.json: .*ENOENT/,
    );
  });
});
