// The oldest and the newest PostgreSQL that are supported: what the catalogs of one lack, the other has.
import { entity } from "../judges/entities";
import { walk } from "../judges/walk";
import { describeOn, testServer } from "../servers";

const from = [
  entity(
    "account",
    {
      id: { type: "integer", primary: true, generated: "increment" },
      name: { type: "varchar", length: 40, default: "x" },
      state: { type: "enum", enum: ["open", "closed"], default: "open" },
      tags: { type: "text", array: true, default: "{}" },
    },
    {
      uniques: [{ name: "account_name", columns: ["name"] }],
      indices: [
        {
          name: "open_accounts",
          columns: ["state"],
          where: `"state" = 'open'`,
        },
      ],
      checks: [{ name: "named", expression: `"name" <> ''` }],
    },
  ),
];

const to = [
  entity(
    "account",
    {
      id: { type: "bigint", primary: true, generated: "increment" },
      name: { type: "text", nullable: true },
      state: { type: "enum", enum: ["new", "open", "closed"], default: "new" },
      tags: { type: "text", array: true, default: "{}" },
    },
    {
      indices: [
        {
          name: "open_accounts",
          columns: ["state", "name"],
          where: `"state" = 'open'`,
        },
      ],
      checks: [{ name: "named", expression: `length("name") > 0` }],
    },
  ),
];

const rows = {
  account: [{ id: 1, name: "Ann", state: "closed", tags: ["a b", "c"] }],
};

it("walks on PostgreSQL 12", async () => {
  await walk(await testServer("postgres", 12), {
    from,
    to,
    rows,
    upgraded: { "public.account": [{ id: "1", name: "Ann", state: "closed" }] },
  });
}, 180_000);

describeOn("pg_dump 18", "with a dump of its own age", () => {
  it("walks on PostgreSQL 18", async () => {
    await walk(await testServer("postgres", 18), {
      from,
      to,
      rows,
      upgraded: {
        "public.account": [{ id: "1", name: "Ann", state: "closed" }],
      },
    });
  }, 180_000);
});
