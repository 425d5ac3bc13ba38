// What a connection has set changes neither what is found nor what is written.
import { autogenerate } from "../../src";
import { alike, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const settings = {
  extra: {
    options: [
      "DateStyle=SQL,DMY",
      "IntervalStyle=sql_standard",
      "extra_float_digits=-3",
      "bytea_output=escape",
      "quote_all_identifiers=on",
    ]
      .map((setting) => `-c ${setting}`)
      .join(" "),
  },
};

const all = [
  entity(
    "person",
    {
      id: { type: "integer", primary: true, generated: "increment" },
      born: { type: "date", default: "2020-03-04" },
      share: { type: "float", default: "0.30000000000000004" },
      waited: { type: "interval", default: () => "'-1 days -02:00:00'" },
      sign: { type: "bytea", default: () => "'\\\\x00ff'" },
      state: { type: "enum", enum: ["a", "b"], default: "a" },
    },
    {
      checks: [{ name: "modern", expression: `"born" > '1900-05-06'` }],
      indices: [
        { name: "old", columns: ["born"], where: `"born" < '2000-02-01'` },
      ],
    },
  ),
];

alike("settings of the connection are no difference", {
  from: all,
  to: all,
  options: settings,
});

it("the file is the same whatever the connection has set", async () => {
  const written: string[][] = [];
  await onDatabase({ from: [] }, async (url) => {
    for (const options of [{}, settings]) {
      const { upgrade } = await autogenerate(dataSourceOf(url, all, options), {
        write: false,
      });
      written.push(upgrade.map(({ sql }) => sql));
    }
  });
  expect(written[1]).toEqual(written[0]);
  expect(written[0]?.join()).toContain("1900-05-06");
});
