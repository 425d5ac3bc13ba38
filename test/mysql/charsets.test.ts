// Texts that need more bytes in another character set than their type has room for.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";
import { saidOn } from "../judges/said";

const item = (type: "tinytext" | "text", charset: string) => [
  entity("item", { a: { type, charset, collation: `${charset}_bin` } }),
];
const rows = (length: number) => ({
  item: [
    { id: 1, a: "a".repeat(length) },
    { id: 2, a: "ä".repeat(length) },
  ],
});

onBoth(({ both, refused }, kind) => {
  const said = saidOn(kind);
  const counted = [
    ["DOES_NOT_FIT", "fails on values that do not fit: 1 row in this database"],
  ] as const;
  refused("a tinytext in which letters get wider", /too long/, {
    from: item("tinytext", "latin1"),
    to: item("tinytext", "utf8mb4"),
    rows: rows(200),
  });
  said(
    "a tinytext in which letters get wider is counted",
    counted,
    {
      from: item("tinytext", "latin1"),
      to: item("tinytext", "utf8mb4"),
      rows: rows(200),
    },
    ["cast"],
  );
  said(
    "so is a text",
    counted,
    {
      from: item("text", "latin1"),
      to: item("text", "utf8mb4"),
      rows: rows(40_000),
    },
    ["cast"],
  );
  said("nothing is said where no letter gets wider", [], {
    from: item("tinytext", "utf8mb3"),
    to: item("tinytext", "utf8mb4"),
    rows: rows(100),
  });
  both(
    "texts are cut as the answer says",
    [item("tinytext", "latin1"), item("tinytext", "utf8mb4")],
    {
      rows: rows(200),
      answers: { casts: { "item.a": "LEFT(a, 3)" } },
      upgraded: {
        item: [
          { id: 1, a: "aaa" },
          { id: 2, a: "äää" },
        ],
      },
      downgraded: {
        item: [
          { id: 1, a: "aaa" },
          { id: 2, a: "äää" },
        ],
      },
    },
    { rows: rows(50) },
  );
});
