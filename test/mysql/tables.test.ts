// Tables that come, go, and change their names, engine and comment.
import { decorated, entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const other = entity("other", { id: { type: "int", primary: true } });

onBoth(({ both, asked, there, alike }) => {
  both(
    "a table comes and goes",
    [
      [other],
      [
        other,
        entity(
          "person",
          {
            id: { type: "int", primary: true, generated: true },
            name: { type: "varchar", comment: "it's" },
            kind: {
              type: "enum",
              enum: ["a,b", "it's"],
              default: "a,b",
            },
            made: { type: "datetime", createDate: true },
            changed: { type: "datetime", updateDate: true },
          },
          { indices: [{ columns: ["name"] }] },
        ),
      ],
    ],
    {},
    {
      answers: { drops: ["person"] },
      rows: { person: [{ name: "Ann", kind: "it's" }] },
      downgraded: { person: [] },
    },
  );
  both("a table's comment, with quotes", [
    [decorated("thing", { id: { generated: "increment" } })],
    [
      decorated(
        "thing",
        { id: { generated: "increment" } },
        { comment: `it's` },
      ),
    ],
  ]);
  both("an engine", [
    [
      decorated(
        "thing",
        { id: { generated: "increment" } },
        { engine: "MyISAM" },
      ),
    ],
    [
      decorated(
        "thing",
        { id: { generated: "increment" } },
        { engine: "InnoDB" },
      ),
    ],
  ]);
  alike("an engine that no entity speaks of", {
    from: [
      decorated(
        "thing",
        { id: { generated: "increment" } },
        { engine: "MyISAM" },
      ),
    ],
    to: [decorated("thing", { id: { generated: "increment" } })],
  });
  both(
    "a table is renamed",
    [
      [
        other,
        entity("person", {
          id: { type: "int", primary: true },
          name: { type: "varchar", unique: true },
        }),
      ],
      [
        other,
        entity("human", {
          id: { type: "int", primary: true },
          name: { type: "varchar", unique: true },
        }),
      ],
    ],
    {
      answers: { renames: { person: "human" } },
      rows: { person: [{ id: 1, name: "Ann" }] },
      upgraded: { human: [{ id: 1, name: "Ann" }] },
    },
    {
      answers: { renames: { human: "person" } },
      rows: { human: [{ id: 1, name: "Ann" }] },
      upgraded: { person: [{ id: 1, name: "Ann" }] },
    },
  );
  asked("a table that may have been renamed", ["renamedTable"], {
    from: [
      entity("person", {
        id: { type: "int", primary: true },
        name: { type: "varchar" },
      }),
    ],
    to: [
      entity("human", {
        id: { type: "int", primary: true },
        name: { type: "varchar" },
      }),
    ],
  });
  there("two tables change places", {
    from: [
      entity("a", { id: { type: "int", primary: true }, x: { type: "int" } }),
      entity("b", { id: { type: "int", primary: true }, y: { type: "int" } }),
    ],
    to: [
      entity("b", { id: { type: "int", primary: true }, x: { type: "int" } }),
      entity("a", { id: { type: "int", primary: true }, y: { type: "int" } }),
    ],
    answers: { renames: { a: "b", b: "a" } },
    rows: { a: [{ id: 1, x: 5 }], b: [{ id: 2, y: 6 }] },
    upgraded: { a: [{ id: 2, y: 6 }], b: [{ id: 1, x: 5 }] },
  });
  there("what the server only knows of a table is put back with it", {
    from: [other],
    to: [other],
    handmade: [
      "CREATE TABLE `legacy` (`id` int(5) unsigned zerofill NOT NULL AUTO_INCREMENT, `b` tinyint(1) NOT NULL DEFAULT 1, `t` text COLLATE utf8mb4_bin, `n` varchar(20) CHARACTER SET latin1 COMMENT 'it''s \"q\"', PRIMARY KEY (`id`), KEY `d` (`b` DESC), KEY `p` (`t`(7))) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 COLLATE=utf8mb4_unicode_ci COMMENT='it''s'",
    ],
    answers: { drops: ["legacy"] },
  });
});
