// What speaks of a table or column elsewhere fails once that has another name or is gone, and grants stay with the name: both are said beforehand.
import { autogenerate, check, upgrade, type Answers } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import type { Walk } from "../judges/walk";
import { onBoth } from "./onBoth";

const id = { id: { type: "int", primary: true } } as const;
const name = { name: { type: "varchar", length: 20 } } as const;
const person = entity("person", { ...id, ...name, age: { type: "int" } });
const other = entity("other", { ...id, ...name });

/** Databases are used again, and only their tables and views go in between. */
const cleared = [
  "DROP PROCEDURE IF EXISTS ages",
  "DROP PROCEDURE IF EXISTS others",
  "DROP PROCEDURE IF EXISTS `people's names`",
  "DROP FUNCTION IF EXISTS oldest",
  "DROP EVENT IF EXISTS forget",
  "DROP EVENT IF EXISTS idle",
  "DROP USER IF EXISTS mmy_breaks_reader",
  "CREATE USER mmy_breaks_reader",
];
const handmade = [
  "CREATE TRIGGER counted AFTER INSERT ON other FOR EACH ROW UPDATE person SET age = age + 1",
  "CREATE TRIGGER aged BEFORE INSERT ON other FOR EACH ROW SET NEW.name = CONCAT('age ', NEW.name)",
  "CREATE PROCEDURE ages() SELECT `age` FROM `person`",
  // Speaks of a column of that name, and of another table.
  "CREATE PROCEDURE others() SELECT name, id AS age, 'persons' FROM other",
  "CREATE PROCEDURE `people's names`() SELECT name FROM person",
  "CREATE FUNCTION oldest() RETURNS int READS SQL DATA RETURN (SELECT MAX(p.AGE) FROM person p)",
  "CREATE EVENT forget ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM person WHERE age > 99",
  "CREATE EVENT idle ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM other WHERE name = 'age'",
  "GRANT SELECT (id, Age), UPDATE (age) ON person TO mmy_breaks_reader",
  "GRANT SELECT (name) ON other TO mmy_breaks_reader",
  "GRANT INSERT ON person TO mmy_breaks_reader",
];
const failing = [
  "CALL ages()",
  "SELECT oldest()",
  "INSERT INTO other VALUES (7, 'Bea')",
];
const grant = (on: string) => `grants "'mmy_breaks_reader'@'%' on ${on}"`;

interface Told {
  readonly hazards: readonly (readonly [code: string, message: string])[];
  /** What the server says afterwards. */
  readonly errors: readonly (string | undefined)[];
  readonly granted: readonly string[];
}

const codes = new Set(["BREAKS", "GRANTS_STAY"]);

onBoth((_, kind) => {
  /** Nothing of it outlives the case: routines and users are no tables. */
  const onCleared = (
    given: Parameters<typeof onDatabase>[0],
    work: Parameters<typeof onDatabase>[1],
  ): Promise<void> =>
    onDatabase(
      { groundwork: cleared, ...given },
      async (url, directory) => {
        try {
          await work(url, directory);
        } finally {
          await withSource(dataSourceOf(url, []), async (source) => {
            for (const sql of cleared.slice(0, -1)) await source.query(sql);
          });
        }
      },
      kind,
    );

  /** The hazards of the upgrade, and what `tried` come to after it. */
  async function told(
    given: Pick<Walk, "to"> & Partial<Pick<Walk, "from" | "handmade">>,
    answers: Answers,
    tried: readonly string[],
  ): Promise<Told> {
    const found: Told[] = [];
    await onCleared(
      {
        from: [person, other],
        handmade,
        ...given,
      },
      async (url, directory) => {
        const { hazards, questions, file } = await autogenerate(
          dataSourceOf(url, given.to),
          { message: "Case", directory, answers },
        );
        expect(questions).toEqual([]);
        await upgrade(
          dataSourceOf(url, given.to, {
            migrations: [migrationClass(file?.source ?? "")],
          }),
        );
        await withSource(dataSourceOf(url, []), async (source) => {
          const errors: (string | undefined)[] = [];
          for (const sql of tried)
            errors.push(
              await source.query(sql).then(
                () => undefined,
                (error: unknown) => String(error),
              ),
            );
          const grants: { readonly on: string }[] = await source.query(
            "SELECT DISTINCT CONCAT(TABLE_NAME, '.', COLUMN_NAME) AS `on` FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
          );
          found.push({
            hazards: hazards
              .filter(({ code }) => codes.has(code))
              .map(({ code, message }) => [code, message] as const),
            errors,
            granted: grants.map(({ on }) => on.toLowerCase()),
          });
        });
      },
    );
    const [only] = found;
    if (only === undefined) throw new Error("Nothing was told.");
    return only;
  }

  const speakers =
    'trigger "counted on other" and event "forget" and function "oldest" and procedure "ages"';

  it("names what speaks of a renamed column, and fails afterwards", async () => {
    const { hazards, errors, granted } = await told(
      {
        to: [
          entity("person", { ...id, ...name, years: { type: "int" } }),
          other,
        ],
      },
      { renames: { "person.age": "years" } },
      [...failing, "CALL others()", "CALL `people's names`()"],
    );
    expect(hazards).toEqual([
      ["BREAKS", `stays, and may fail from now on: ${speakers}`],
      [
        "GRANTS_STAY",
        `does not take along what stays under the old name: ${grant("person.age")}`,
      ],
    ]);
    expect(errors).toEqual([
      expect.stringContaining("Unknown column"),
      expect.stringContaining("Unknown column"),
      expect.stringContaining("Unknown column"),
      undefined,
      undefined,
    ]);
    expect(granted).toEqual(["other.name", "person.age", "person.id"]);
  });

  it("names what speaks of a column that goes", async () => {
    const { hazards, errors, granted } = await told(
      { to: [entity("person", { ...id, ...name }), other] },
      {},
      [...failing, "CALL others()"],
    );
    expect(hazards).toEqual([
      ["BREAKS", `stays, and may fail from now on: ${speakers}`],
      [
        "GRANTS_STAY",
        `leaves behind, for whatever gets that name: ${grant("person.age")}`,
      ],
    ]);
    expect(errors.map((error) => error === undefined)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(granted).toContain("person.age");
  });

  const onPerson =
    'trigger "counted on other" and event "forget" and function "oldest" and procedure "ages" and procedure "people\'s names"';

  it("names what speaks of a renamed table", async () => {
    const { hazards, errors, granted } = await told(
      {
        to: [entity("human", { ...id, ...name, age: { type: "int" } }), other],
      },
      { renames: { person: "human" } },
      [...failing, "CALL `people's names`()", "CALL others()"],
    );
    expect(hazards).toEqual([
      ["BREAKS", `stays, and may fail from now on: ${onPerson}`],
      [
        "GRANTS_STAY",
        `does not take along what stays under the old name: ${grant("person")}`,
      ],
    ]);
    expect(errors).toEqual([
      expect.stringContaining("doesn't exist"),
      expect.stringContaining("doesn't exist"),
      expect.stringContaining("doesn't exist"),
      expect.stringContaining("doesn't exist"),
      undefined,
    ]);
    expect(granted).toContain("person.age");
  });

  it("names what speaks of a table that goes", async () => {
    const { hazards, errors } = await told(
      { to: [other] },
      { drops: ["person"] },
      [...failing, "CALL others()"],
    );
    expect(hazards).toEqual([
      ["BREAKS", `stays, and may fail from now on: ${onPerson}`],
      [
        "GRANTS_STAY",
        `leaves behind, for whatever gets that name: ${grant("person")}`,
      ],
    ]);
    expect(errors.map((error) => error === undefined)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it("names nothing where another table loses columns and names of theirs", async () => {
    const { hazards } = await told(
      {
        from: [person, other, entity("third", { ...id, age: { type: "int" } })],
        to: [person, other, entity("fourth", { ...id })],
      },
      { renames: { third: "fourth" } },
      [],
    );
    expect(hazards).toEqual([]);
  });

  it("names nothing in another database, unless that says which it means", async () => {
    const elsewhere = "mmy_breaks_elsewhere";
    await onCleared({ from: [person] }, async (url) => {
      await withSource(dataSourceOf(url, []), async (source) => {
        const [own]: { readonly name: string }[] = await source.query(
          "SELECT DATABASE() AS `name`",
        );
        await source.query(`DROP DATABASE IF EXISTS ${elsewhere}`);
        await source.query(`CREATE DATABASE ${elsewhere}`);
        try {
          await source.query(
            `CREATE PROCEDURE ${elsewhere}.local() SELECT age FROM person`,
          );
          await source.query(
            `CREATE PROCEDURE ${elsewhere}.abroad() SELECT age FROM ${own?.name ?? ""}.person`,
          );
          const { hazards } = await check(dataSourceOf(url, [other]), {
            answers: { drops: ["person"] },
          });
          expect(
            hazards.flatMap(({ code, message }) =>
              codes.has(code) ? [message] : [],
            ),
          ).toEqual([
            `stays, and may fail from now on: procedure "${elsewhere}.abroad"`,
          ]);
        } finally {
          await source.query(`DROP DATABASE ${elsewhere}`);
        }
      });
    });
  });

  it("names what speaks of a view that goes", async () => {
    const { hazards, errors } = await told(
      {
        from: [
          person,
          other,
          view("aged", ["id"], { expression: "SELECT id FROM person" }),
        ],
        to: [person, other],
        handmade: [
          "CREATE PROCEDURE ages() SELECT * FROM aged",
          "GRANT SELECT ON aged TO mmy_breaks_reader",
        ],
      },
      { drops: ["aged"] },
      ["CALL ages()"],
    );
    expect(hazards).toEqual([
      ["BREAKS", 'stays, and may fail from now on: procedure "ages"'],
      [
        "GRANTS_STAY",
        `leaves behind, for whatever gets that name: ${grant("aged")}`,
      ],
    ]);
    expect(errors).toEqual([expect.stringContaining("doesn't exist")]);
  });

  it("names nothing of what the user may not read", async () => {
    await onCleared(
      {
        from: [person, other],
        handmade: [
          ...handmade,
          "GRANT SELECT, INSERT, ALTER, DROP, CREATE ON * TO mmy_breaks_reader",
        ],
      },
      async (url) => {
        const theirs = new URL(url);
        theirs.username = "mmy_breaks_reader";
        const { hazards } = await check(dataSourceOf(theirs.href, [other]), {
          answers: { drops: ["person"] },
        });
        const found = hazards.filter(({ code }) => codes.has(code));
        // Their own grants they see.
        expect(found.map(({ message }) => message)).toEqual([
          `leaves behind, for whatever gets that name: ${grant("person")}`,
        ]);
      },
    );
  });
});
