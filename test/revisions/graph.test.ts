// What follows what: stated parents, order by age where nothing is stated, and histories that make no sense.
import { bareName } from "../../src/revisions/revision";
import { historyOf, idOf, migration, type MigrationClass } from "./histories";

const order = (...classes: readonly MigrationClass[]): string[] =>
  historyOf(classes).graph.revisions.map(({ name }) => bareName(name));

const parents = (...classes: readonly MigrationClass[]): string[] =>
  historyOf(classes).graph.revisions.map(
    ({ name, revises }) =>
      `${bareName(name)} < ${revises.map(bareName).join(" ")}`,
  );

const heads = (...classes: readonly MigrationClass[]): string[] =>
  historyOf(classes).graph.heads.map(({ name }) => bareName(name));

const error =
  (...classes: readonly MigrationClass[]) =>
  () =>
    historyOf(classes);

describe("revisions", () => {
  it("follow each other in the order of their ids where they state nothing", () => {
    expect(
      parents(migration("C", 3), migration("A", 1), migration("B", 2)),
    ).toEqual(["A < ", "B < A", "C < B"]);
  });

  it("follow what they state", () => {
    expect(
      parents(
        migration("A", 1),
        migration("B", 2, { revises: `A${idOf(1)}` }),
        migration("C", 3, { revises: [`A${idOf(1)}`] }),
      ),
    ).toEqual(["A < ", "B < A", "C < A"]);
  });

  it("may state that they follow nothing", () => {
    expect(
      parents(migration("A", 1), migration("B", 2, { revises: [] })),
    ).toEqual(["A < ", "B < "]);
  });

  it("written by hand follow the newest file, whoever wrote that", () => {
    expect(
      parents(
        migration("A", 1),
        migration("B", 2, { revises: `A${idOf(1)}` }),
        migration("Hand", 3),
      ),
    ).toEqual(["A < ", "B < A", "Hand < B"]);
  });

  it("come after their parents, even those of a later date", () => {
    expect(
      order(
        migration("A", 1, { revises: [] }),
        migration("B", 2, { revises: `C${idOf(3)}` }),
        migration("C", 3, { revises: `A${idOf(1)}` }),
      ),
    ).toEqual(["A", "C", "B"]);
  });

  it("have two heads where two follow one, and one again where they are joined", () => {
    const branched = [
      migration("A", 1),
      migration("B", 2, { revises: `A${idOf(1)}` }),
      migration("C", 3, { revises: `A${idOf(1)}` }),
    ];
    expect(heads(...branched)).toEqual(["B", "C"]);
    expect(
      heads(
        ...branched,
        migration("Merge", 4, { revises: [`B${idOf(2)}`, `C${idOf(3)}`] }),
      ),
    ).toEqual(["Merge"]);
  });

  it("without an id are refused", () => {
    class CreateUsers {
      async up(): Promise<void> {}
      async down(): Promise<void> {}
    }
    expect(error(CreateUsers)).toThrow(
      'Migration "CreateUsers" has no id: its class name must end in 13 digits, as in CreateUsers1763797200000.',
    );
  });

  it("of one name are refused", () => {
    expect(error(migration("A", 1), migration("A", 1))).toThrow(
      `Two migrations are named "A${idOf(1)}".`,
    );
  });

  it("with an unknown parent are refused", () => {
    expect(error(migration("A", 1, { revises: "Gone1" }))).toThrow(
      `Migration "A${idOf(1)}" revises "Gone1", which is not among the DataSource's migrations.`,
    );
  });

  it("that revise each other in a circle are refused", () => {
    expect(
      error(
        migration("A", 1, { revises: `B${idOf(2)}` }),
        migration("B", 2, { revises: `A${idOf(1)}` }),
      ),
    ).toThrow("Migrations revise each other in a circle");
  });

  it("with a parent that is no name are refused", () => {
    const odd = migration("A", 1, { revises: 7 as unknown as string });
    expect(error(odd)).toThrow("is not a migration's name");
  });
});
