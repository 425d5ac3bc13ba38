// Foreign keys, and the indexes that they rest on.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Rest = Parameters<typeof entity>[2];
const team = entity("team", { id: { type: "int", primary: true } });
const person = (rest: Rest = {}) =>
  entity(
    "person",
    {
      id: { type: "int", primary: true },
      team: { type: "int", nullable: true },
      age: { type: "int", nullable: true },
    },
    rest,
  );
const toTeam = (more: object = {}) => ({
  foreignKeys: [
    {
      target: "team",
      columnNames: ["team"],
      referencedColumnNames: ["id"],
      ...more,
    },
  ],
});
const rows = {
  team: [{ id: 1 }, { id: 2 }],
  person: [
    { id: 1, team: 1, age: 3 },
    { id: 2, team: null, age: 3 },
  ],
};

onBoth(({ both, alike, there }) => {
  both(
    "a foreign key comes and goes, with the server's index for it",
    [
      [team, person()],
      [team, person(toTeam())],
    ],
    { rows },
  );
  both(
    "a foreign key's actions",
    [
      [team, person(toTeam())],
      [team, person(toTeam({ onDelete: "CASCADE", onUpdate: "SET NULL" }))],
    ],
    { rows },
  );
  both(
    "a foreign key is renamed",
    [
      [team, person(toTeam({ name: "FK_old" }))],
      [team, person(toTeam({ name: "FK_new" }))],
    ],
    { rows },
  );
  both(
    "the column of a foreign key gets an index of its own",
    [
      [team, person(toTeam())],
      [
        team,
        person({ ...toTeam(), indices: [{ name: "own", columns: ["team"] }] }),
      ],
    ],
    { rows },
  );
  both(
    "the column of a foreign key gets a wider index",
    [
      [team, person(toTeam())],
      [
        team,
        person({
          ...toTeam(),
          indices: [{ name: "wide", columns: ["team", "age"] }],
        }),
      ],
    ],
    { rows },
  );
  both(
    "the column of a foreign key becomes unique",
    [
      [team, person(toTeam())],
      [
        team,
        person({
          ...toTeam(),
          indices: [{ name: "only", columns: ["team"], unique: true }],
        }),
      ],
    ],
    { rows },
  );
  both(
    "both columns of a foreign key become larger",
    [
      [team, person(toTeam())],
      [
        entity("team", { id: { type: "bigint", primary: true } }),
        entity(
          "person",
          {
            id: { type: "int", primary: true },
            team: { type: "bigint", nullable: true },
            age: { type: "int", nullable: true },
          },
          toTeam(),
        ),
      ],
    ],
    {
      rows,
      essence: (value) =>
        value === null ? null : JSON.stringify(value).replaceAll(`"`, ""),
    },
  );
  both(
    "tables in a circle come and go",
    [
      [entity("other", { id: { type: "int", primary: true } })],
      [
        entity("other", { id: { type: "int", primary: true } }),
        entity(
          "a",
          { id: { type: "int", primary: true }, b: { type: "int" } },
          {
            foreignKeys: [
              {
                target: "b",
                columnNames: ["b"],
                referencedColumnNames: ["id"],
              },
            ],
          },
        ),
        entity(
          "b",
          { id: { type: "int", primary: true }, a: { type: "int" } },
          {
            foreignKeys: [
              {
                target: "a",
                columnNames: ["a"],
                referencedColumnNames: ["id"],
              },
            ],
          },
        ),
      ],
    ],
    { answers: {} },
    { answers: { drops: ["a", "b"] } },
  );
  alike("RESTRICT is NO ACTION", {
    from: [team, person(toTeam({ onDelete: "RESTRICT" }))],
    to: [team, person(toTeam({ onDelete: "NO ACTION" }))],
  });
  alike("SET DEFAULT, of which MariaDB makes RESTRICT", {
    from: [team, person(toTeam({ onDelete: "SET DEFAULT" }))],
    to: [team, person(toTeam({ onDelete: "SET DEFAULT" }))],
  });
  both("a foreign key that sets the default", [
    [team, person()],
    [team, person(toTeam({ onDelete: "SET DEFAULT" }))],
  ]);
  alike("an index that a foreign key rests on, and that is kept by hand", {
    from: [team, person()],
    to: [
      team,
      person({
        ...toTeam({ name: "FK_it" }),
        indices: [{ name: "by_hand", synchronize: false }],
      }),
    ],
    handmade: [
      "CREATE INDEX `by_hand` ON `person` (`team`, `age`)",
      "ALTER TABLE `person` ADD CONSTRAINT `FK_it` FOREIGN KEY (`team`) REFERENCES `team` (`id`)",
    ],
  });
  there("an index that a foreign key rests on, and that nobody declares", {
    from: [team, person()],
    to: [team, person(toTeam({ name: "FK_it" }))],
    handmade: [
      "CREATE INDEX `by_hand` ON `person` (`team`, `age`)",
      "ALTER TABLE `person` ADD CONSTRAINT `FK_it` FOREIGN KEY (`team`) REFERENCES `team` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION",
    ],
    rows,
  });
  there("the index that a foreign key left behind", {
    from: [team, person()],
    to: [team, person()],
    handmade: ["CREATE INDEX `FK_it` ON `person` (`team`)"],
    rows,
  });
});
