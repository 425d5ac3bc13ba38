// What a plain column held is not lost in silence when the column becomes generated.
import { assess } from "../../src/hazards/assess";
import type { HazardContext } from "../../src/hazards/hazard";
import { invert } from "../../src/operations/invert";
import type { AlterColumn } from "../../src/operations/operation";
import { originalNames } from "../../src/operations/rename";

const becomesGenerated: AlterColumn = {
  kind: "alterColumn",
  table: { name: "order" },
  from: { name: "vat", type: "numeric", nullable: true },
  to: {
    name: "vat",
    type: "numeric",
    nullable: true,
    generation: { kind: "expression", expression: "total * 0.2", stored: true },
  },
};

const nothingKnown: HazardContext = {
  original: originalNames([]),
  createdHere: () => false,
  count: () => undefined,
  uncopied: () => undefined,
  orphans: () => [],
  fires: () => undefined,
  misfits: () => undefined,
  silentLoss: () => undefined,
  merges: () => false,
  isKeyCast: () => false,
  viewsOn: () => [],
  viewsByKey: () => [],
  viewsHold: true,
  bystanders: () => [],
  comparable: () => true,
  desired: () => undefined,
  handmade: [],
  live: () => undefined,
  isDropped: () => false,
  remade: () => [],
  takesDown: () => [],
  replaced: () => [],
  overwrites: () => ({
    default: new Set(),
    type: new Set(),
    nothing: new Set(),
  }),
};

it("says that a column's values give way to its expression's", () => {
  expect(assess([becomesGenerated], nothingKnown)).toMatchObject([
    { code: "DOES_NOT_FIT", severity: "failure" },
    { code: "BECOMES_GENERATED", severity: "dataLoss" },
  ]);
});

it("says nothing on the way back, which keeps the values", () => {
  expect(assess([invert(becomesGenerated)], nothingKnown)).toEqual([]);
});
