// Every way to say where to go, and every way to say it wrong.
import { bareName, type Revision } from "../../src/revisions/revision";
import { downgradePath, find, upgradePath } from "../../src/revisions/target";
import { currentOf } from "../../src/revisions/status";
import { historyOf, idOf, migration } from "./histories";

const linear = [
  migration("CreateUsers", 1),
  migration("AddNames", 2),
  migration("AddAges", 3),
];
const names = [
  `CreateUsers${idOf(1)}`,
  `AddNames${idOf(2)}`,
  `AddAges${idOf(3)}`,
];
const at = (count: number) => historyOf(linear, names.slice(0, count));

const branched = historyOf(
  [
    migration("Root", 1),
    migration("Left", 2, { revises: `Root${idOf(1)}` }),
    migration("Right", 3, { revises: `Root${idOf(1)}` }),
  ],
  [`Root${idOf(1)}`],
);

const short = (path: readonly Revision[]): string[] =>
  path.map(({ name }) => bareName(name));

describe("a revision", () => {
  it.each([
    ["its id", idOf(2)],
    ["its name", `AddNames${idOf(2)}`],
    ["part of its id", "0000002"],
    ["part of its name", "Names"],
    ["part of its name, whatever the case", "addn"],
  ])("is found by %s", (_, text) => {
    expect(short([find(at(0), text)])).toEqual(["AddNames"]);
  });

  it("is found by its whole name though that is part of another", () => {
    const history = historyOf([
      migration("Add", 1),
      migration(`Add${idOf(1)}Again`, 2),
    ]);
    expect(find(history, `Add${idOf(1)}`).id).toBe(idOf(1));
  });

  it("that could be several is refused with the candidates", () => {
    expect(() => find(at(0), "Add")).toThrow(
      `"Add" is part of 2 revisions: ${idOf(2)} AddNames, ${idOf(3)} AddAges.`,
    );
  });

  it("that nothing knows is refused", () => {
    expect(() => find(at(0), "zzz")).toThrow(
      'No revision has "zzz" in its id or name.',
    );
  });

  it("that is applied but has no file is told apart", () => {
    const history = historyOf(linear, [`Gone${idOf(9)}`]);
    expect(() => find(history, "gone")).toThrow(
      `Revision ${idOf(9)} Gone is applied, but not among the DataSource's migrations.`,
    );
  });
});

describe("upgrade", () => {
  it.each([
    ["head", 0, ["CreateUsers", "AddNames", "AddAges"]],
    ["head", 2, ["AddAges"]],
    ["head", 3, []],
    ["heads", 1, ["AddNames", "AddAges"]],
    ["+1", 0, ["CreateUsers"]],
    ["+2", 1, ["AddNames", "AddAges"]],
    ["Names", 0, ["CreateUsers", "AddNames"]],
    ["Names", 3, []],
  ])("%s, with %i applied", (target, applied, path) => {
    expect(short(upgradePath(at(applied), target))).toEqual(path);
  });

  it("runs one that was merged late, though newer ones are applied", () => {
    const history = historyOf(linear, [names[0] ?? "", names[2] ?? ""]);
    expect(short(upgradePath(history, "head"))).toEqual(["AddNames"]);
  });

  it("does nothing where there are no migrations", () => {
    expect(upgradePath(historyOf([]), "head")).toEqual([]);
  });

  it.each([
    ["+3", "Cannot go 3 up: only 2 revisions are pending."],
    ["base", 'An upgrade cannot go back to "base". Use `downgrade base`.'],
    ["-1", 'An upgrade cannot go back to "-1". Use `downgrade -1`.'],
  ])("%s is refused", (target, message) => {
    expect(() => upgradePath(at(1), target)).toThrow(message);
  });

  it("to one of two heads has to be said", () => {
    expect(() => upgradePath(branched, "head")).toThrow(
      `There are 2 heads: ${idOf(2)} Left, ${idOf(3)} Right. Name one of them, use \`heads\` for all, or join them with \`merge\`.`,
    );
    expect(() => upgradePath(branched, "+1")).toThrow("There are 2 heads");
    expect(short(upgradePath(branched, "heads"))).toEqual(["Left", "Right"]);
    expect(short(upgradePath(branched, "Right"))).toEqual(["Right"]);
  });
});

describe("downgrade", () => {
  it.each([
    ["base", 3, ["AddAges", "AddNames", "CreateUsers"]],
    ["base", 0, []],
    ["-1", 3, ["AddAges"]],
    ["-2", 2, ["AddNames", "CreateUsers"]],
    ["Users", 3, ["AddAges", "AddNames"]],
    ["Ages", 3, []],
  ])("%s, with %i applied", (target, applied, path) => {
    expect(short(downgradePath(at(applied), target))).toEqual(path);
  });

  it.each([
    ["-3", "Cannot go 3 down: only 2 revisions are applied."],
    ["+1", 'A downgrade cannot go up to "+1". Use `upgrade +1`.'],
    ["heads", 'A downgrade cannot go up to "heads".'],
    [
      "Ages",
      `Cannot downgrade to revision ${idOf(3)} AddAges: it is not applied.`,
    ],
  ])("%s is refused", (target, message) => {
    expect(() => downgradePath(at(2), target)).toThrow(message);
  });

  it("past an applied revision without a file is refused, and names it", () => {
    const history = historyOf(linear, [...names, `Gone${idOf(9)}`]);
    for (const target of ["-1", "base", "Users", "Ages"])
      expect(() => downgradePath(history, target)).toThrow(
        `Cannot downgrade: ${idOf(9)} Gone is applied, but not among the DataSource's migrations.`,
      );
  });

  it("leaves alone what lies below, file or no file", () => {
    const history = historyOf(linear, [`Squashed${idOf(0)}`, ...names]);
    expect(short(downgradePath(history, "-1"))).toEqual(["AddAges"]);
    expect(() => downgradePath(history, "base")).toThrow("Squashed");
  });

  it("by a number is refused where several are current", () => {
    const history = {
      ...branched,
      applied: branched.graph.revisions.map(({ id, name }) => ({ id, name })),
    };
    expect(() => downgradePath(history, "-1")).toThrow(
      `Going 1 down is ambiguous, because several revisions are current: ${idOf(2)} Left, ${idOf(3)} Right.`,
    );
    expect(short(downgradePath(history, "Root"))).toEqual(["Right", "Left"]);
  });
});

describe("current", () => {
  it("is nothing at base, else the newest applied", () => {
    expect(currentOf(at(0))).toEqual([]);
    expect(currentOf(at(2))).toMatchObject([{ id: idOf(2), head: false }]);
    expect(currentOf(at(3))).toMatchObject([{ id: idOf(3), head: true }]);
  });

  it("is also an applied revision without a file, if it is newer than the others", () => {
    const history = historyOf(linear, [
      `Squashed${idOf(0)}`,
      ...names,
      `Gone${idOf(9)}`,
    ]);
    expect(currentOf(history)).toMatchObject([
      { id: idOf(9), missing: true },
      { id: idOf(3), missing: false },
    ]);
  });
});
