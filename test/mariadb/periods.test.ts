// Periods of a table, and keys without overlaps in them: entities can say neither.
import type { EntitySchemaColumnOptions } from "typeorm";
import { casesOn } from "../judges/cases";
import { entity } from "../judges/entities";
import { saidOn } from "../judges/said";
import { describeOn } from "../servers";

const { there, alike, refused } = casesOn("mariadb");
const said = saidOn("mariadb");

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;
type Rest = Parameters<typeof entity>[2];

const id = { type: "int", primary: true } as const;
const columns = {
  id,
  room: { type: "int" },
  since: { type: "date" },
  until: { type: "date" },
} as const;
const stay = (more: Columns = {}, rest: Rest = {}) => [
  entity("stay", { ...columns, ...more }, rest),
];
const other = entity("other", { id });
const period = ["ALTER TABLE `stay` ADD PERIOD FOR `pp` (`since`, `until`)"];
const keyed = [
  ...period,
  "ALTER TABLE `stay` DROP PRIMARY KEY, ADD PRIMARY KEY (`id`, `pp` WITHOUT OVERLAPS)",
];
const unique = [
  ...period,
  "ALTER TABLE `stay` ADD UNIQUE `once` (`room`, `pp` WITHOUT OVERLAPS)",
];
const rows = {
  rows: {
    stay: [{ id: 1, room: 7, since: "2020-01-01", until: "2021-01-01" }],
  },
};
const once = (...on: string[]) => ({
  indices: [{ name: "once", columns: on, unique: true }],
});

describeOn("mariadb", "periods", () => {
  alike("a primary key without overlaps", {
    from: stay(),
    to: stay(),
    handmade: keyed,
  });
  alike(
    "a primary key without overlaps of which the entity knows all columns",
    {
      from: stay(),
      to: stay({
        since: { type: "date", primary: true },
        until: { type: "date", primary: true },
      }),
      handmade: keyed,
    },
  );
  for (const on of [["room"], ["room", "since", "until"]])
    alike(`a unique key without overlaps that is declared on ${on.join()}`, {
      from: stay(),
      to: stay({}, once(...on)),
      handmade: unique,
    });
  alike("NULL, which columns of a period do not hold", {
    from: stay(),
    to: stay({ until: { type: "date", nullable: true } }),
    handmade: period,
  });
  there("something else changes in a table with a key without overlaps", {
    from: stay(),
    to: stay({ more: { type: "int", default: 1 } }),
    handmade: keyed,
    handmadeAfter: keyed,
    ...rows,
    noted: true,
  });
  there(
    "a unique key without overlaps that nobody declares goes, and comes back",
    {
      from: stay(),
      to: stay(),
      handmade: unique,
      handmadeAfter: period,
      ...rows,
    },
  );
  there("the primary key becomes another, and comes back without overlaps", {
    from: stay(),
    to: stay({ room: { type: "int", primary: true } }),
    handmade: keyed,
    handmadeAfter: period,
    ...rows,
  });
  there("a table with a period and keys goes, and comes back whole", {
    from: [other, ...stay()],
    to: [other],
    handmade: [...keyed, ...unique.slice(1)],
    answers: { drops: ["stay"] },
    ...rows,
  });
  there("both columns of a period have another type, and another name", {
    from: stay(),
    to: [
      entity("stay", {
        id,
        room: { type: "int" },
        since: { type: "datetime" },
        till: { type: "datetime" },
      }),
    ],
    handmade: keyed,
    handmadeAfter: [
      "ALTER TABLE `stay` ADD PERIOD FOR `pp` (`since`, `till`)",
      ...keyed.slice(1),
    ],
    answers: { renames: { "stay.until": "till" } },
    ...rows,
    noted: true,
  });
  const inTheWay = [
    "IN_THE_WAY",
    'fails: used by period "pp on stay"',
  ] as const;
  const without = {
    from: stay(),
    to: [
      entity("stay", { id, room: { type: "int" }, since: { type: "date" } }),
    ],
    handmade: period,
    answers: { drops: ["stay.until"] },
  };
  refused("a column of a period goes", /until/, { ...without, ...rows });
  said(
    "a column of a period goes",
    [["DROP_COLUMN", "loses data: all values, 0 in this database"], inTheWay],
    without,
  );
  const retyped = {
    from: stay(),
    to: stay({ until: { type: "datetime" } }),
    handmade: period,
  };
  refused("a column of a period has another type", /different types/, {
    ...retyped,
    ...rows,
  });
  said("a column of a period has another type", [inTheWay], retyped);
});
