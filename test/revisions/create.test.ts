// What a new revision is called and follows, and which one may be written anew.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  amendable,
  amendedRevision,
  newRevision,
} from "../../src/revisions/create";
import type { History } from "../../src/revisions/history";
import { FileError, RevisionError } from "../../src/schema/errors";
import { historyOf, idOf, migration } from "./histories";

const clock = () => new Date(1_763_797_200_000);

describe("a new revision", () => {
  it("of none follows nothing", () => {
    expect(
      newRevision(historyOf([]), { message: "Create users", clock }),
    ).toEqual({
      id: "1763797200000",
      className: "CreateUsers1763797200000",
      message: "Create users",
      revises: [],
    });
  });

  it("follows the head, applied or not", () => {
    const history = historyOf([migration("A", 1), migration("B", 2)]);
    expect(newRevision(history, { clock })).toMatchObject({
      revises: [{ id: idOf(2), name: `B${idOf(2)}` }],
    });
  });

  it("is newer than the head even where the clock is not", () => {
    const history = historyOf([migration("A", 1)]);
    expect(
      newRevision(history, { clock: () => new Date(1_000_000_000_000) }).id,
    ).toBe(idOf(2));
  });

  it.each([
    ["12", '"12" cannot be a revision\'s id: it takes 13 digits'],
    [
      idOf(1),
      `Revision id ${idOf(1)} is not newer than what it follows, ${idOf(1)} A.`,
    ],
  ])("cannot have the id %s", (revisionId, message) => {
    const history = historyOf([migration("A", 1)]);
    expect(() => newRevision(history, { revisionId })).toThrow(message);
  });

  it("is refused where there are two heads", () => {
    const history = historyOf([
      migration("Root", 1),
      migration("Left", 2, { revises: `Root${idOf(1)}` }),
      migration("Right", 3, { revises: `Root${idOf(1)}` }),
    ]);
    expect(() => newRevision(history, {})).toThrow(
      `There are 2 heads: ${idOf(2)} Left, ${idOf(3)} Right.`,
    );
  });
});

describe("a revision that is written anew", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "amend-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const written = (source: string): string => {
    const file = path.join(folder, `${idOf(2)}-B.ts`);
    writeFileSync(file, source);
    return file;
  };
  const classes = [migration("A", 1), migration("B", 2)];
  const withPath = ({ graph, ...rest }: History, file: string): History => ({
    ...rest,
    graph: {
      ...graph,
      heads: graph.heads.map((head) => ({
        ...head,
        path: file,
        message: "Be",
      })),
    },
  });

  it("is the head, and stays what it is", () => {
    const file = written(
      `/**\n * Be\n *\n * Revision  ${idOf(2)}\n */\nexport class B {}`,
    );
    const history = withPath(historyOf(classes, [`A${idOf(1)}`]), file);
    expect(() => amendable(history)).toThrow(
      `${file} was changed since it was written`,
    );
    const head = amendable(history, true);
    expect(head.path).toBe(file);
    expect(amendedRevision(history, head)).toEqual({
      format: "typescript",
      id: idOf(2),
      className: `B${idOf(2)}`,
      message: "Be",
      revises: [{ id: idOf(1), name: `A${idOf(1)}` }],
    });
  });

  it("was not written by hand", () => {
    const file = written("export class B {}");
    const history = withPath(historyOf(classes, [`A${idOf(1)}`]), file);
    expect(() => amendable(history)).toThrow(
      `${file} was not written by this command`,
    );
  });

  it("may not be applied", () => {
    const history = historyOf(classes, [`A${idOf(1)}`, `B${idOf(2)}`]);
    expect(() => amendable(history)).toThrow(RevisionError);
    expect(() => amendable(history)).toThrow(
      `Revision ${idOf(2)} B is applied, so it cannot be amended.`,
    );
  });

  it("has to be there", () => {
    expect(() => amendable(historyOf([]))).toThrow(
      "There is no revision to amend.",
    );
  });

  it("has to have a file", () => {
    expect(() => amendable(historyOf(classes))).toThrow(FileError);
  });

  it.each([
    ["module.exports = { B };", "commonjs"],
    ["export class C {}", "esm"],
  ])("in JavaScript stays that: %s", (rest, format) => {
    const file = path.join(folder, `${idOf(2)}-B.js`);
    writeFileSync(
      file,
      `/**\n * Revision  ${idOf(2)}\n */\nclass B {}\n${rest}`,
    );
    const history = withPath(historyOf(classes), file);
    expect(amendedRevision(history, amendable(history, true))).toMatchObject({
      format,
    });
  });
});
