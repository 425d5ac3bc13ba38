// Keys that change between a number and a uuid on MariaDB: one answer carries them over together with all that refers to them.
import type { Question } from "../../src";
import { casesOn } from "../judges/cases";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";

const { there, asked } = casesOn("mariadb");

/** A number as a uuid. */
const held = (number: number): string =>
  `00000000-0000-0000-0000-${number.toString(16).padStart(12, "0")}`;

/** The choice at this place, of every question. */
const chosen = (place: number) => (questions: readonly Question[]) => ({
  casts: Object.assign(
    {},
    ...questions.map(({ choices }) => choices[place]?.answers.casts),
  ) as Record<string, string>,
});

const numbers = { type: "int", primary: true, generated: "increment" } as const;
const uuids = { type: "uuid", primary: true, generated: "uuid" } as const;

/** A person with pets and a boss. */
const family = (id: typeof numbers | typeof uuids) => {
  const to = (column: string, more = {}) => ({
    target: "person",
    columnNames: [column],
    referencedColumnNames: ["id"],
    ...more,
  });
  return [
    entity(
      "person",
      {
        id,
        name: { type: "varchar" },
        boss: { type: id.type, nullable: true },
      },
      { foreignKeys: [to("boss")] },
    ),
    entity(
      "pet",
      { id: numbers, owner: { type: id.type, nullable: true } },
      {
        foreignKeys: [to("owner", { onDelete: "SET NULL" })],
        indices: [{ columns: ["owner"] }],
      },
    ),
  ];
};

const familyRows = {
  person: [{ name: "Ann" }, { name: "Bob", boss: 1 }],
  pet: [{ owner: 2 }, { owner: null }],
};
const numbered = {
  person: [
    { id: 1, name: "Ann", boss: null },
    { id: 2, name: "Bob", boss: 1 },
  ],
  pet: [
    { id: 1, owner: 2 },
    { id: 2, owner: null },
  ],
};
const identified = {
  person: [
    { id: held(1), name: "Ann", boss: null },
    { id: held(2), name: "Bob", boss: held(1) },
  ],
  pet: [
    { id: 1, owner: held(2) },
    { id: 2, owner: null },
  ],
};

describeOn("mariadb", "a key and all that refers to it on MariaDB", () => {
  there("from numbers to uuids and back", {
    from: family(numbers),
    to: family(uuids),
    rows: familyRows,
    answered: chosen(0),
    upgraded: identified,
    downgraded: numbered,
  });
  there("from uuids that hold numbers to numbers and back", {
    from: family(uuids),
    to: family(numbers),
    rows: {
      person: [
        { id: held(1), name: "Ann" },
        { id: held(2), name: "Bob", boss: held(1) },
      ],
      pet: [{ owner: held(2) }, { owner: null }],
    },
    answered: chosen(0),
    upgraded: numbered,
    downgraded: identified,
  });
  const counted = (unsigned: boolean) =>
    entity("person", { id: { type: "bigint", unsigned, primary: true } });
  const last = "00000000-0000-0000-ffff-ffffffffffff";
  there("the last number without a sign", {
    from: [counted(true)],
    to: [entity("person", { id: uuids })],
    rows: { person: [{ id: "5" }, { id: "18446744073709551615" }] },
    answered: chosen(0),
    upgraded: { person: [{ id: held(5) }, { id: last }] },
    downgraded: { person: [{ id: "5" }, { id: "18446744073709551615" }] },
  });
  there("a number less than zero", {
    from: [counted(false)],
    to: [entity("person", { id: uuids })],
    rows: { person: [{ id: "-1" }, { id: "5" }] },
    answered: chosen(0),
    upgraded: { person: [{ id: held(5) }, { id: last }] },
    downgraded: { person: [{ id: "-1" }, { id: "5" }] },
  });
  asked("how is asked", ["keyType"], {
    from: family(numbers),
    to: family(uuids),
    rows: familyRows,
  });
});
