// Columns that are alike in so much of their names that what stands in for them would be called the same.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const from = "shipping_address_country_code_letters_from";
const to = "shipping_address_country_code_letters_to";

onBoth(({ both }) => {
  both(
    "both get another type by an expression",
    [
      [
        entity("thing", {
          [from]: { type: "varchar", length: 5 },
          [to]: { type: "varchar", length: 5 },
        }),
      ],
      [entity("thing", { [from]: { type: "int" }, [to]: { type: "int" } })],
    ],
    {
      rows: { thing: [{ id: 1, [from]: "1", [to]: "2" }] },
      answers: {
        casts: {
          [`thing.${from}`]: `${from} + 1`,
          [`thing.${to}`]: `${to} + 1`,
        },
      },
      upgraded: { thing: [{ id: 1, [from]: 2, [to]: 3 }] },
      downgraded: { thing: [{ id: 1, [from]: "2", [to]: "3" }] },
    },
    {
      rows: { thing: [{ id: 1, [from]: 1, [to]: 2 }] },
      answers: {
        casts: {
          [`thing.${from}`]: `${from} + 1`,
          [`thing.${to}`]: `${to} + 1`,
        },
      },
      upgraded: { thing: [{ id: 1, [from]: "2", [to]: "3" }] },
      downgraded: { thing: [{ id: 1, [from]: 2, [to]: 3 }] },
    },
  );
  const id = { type: "int", primary: true } as const;
  const made = (asExpression: string) =>
    ({ type: "int", asExpression, generatedType: "VIRTUAL" }) as const;
  both(
    "both were worked out, and are kept",
    [
      [
        entity("thing", {
          id,
          [from]: { ...made("id + 1"), nullable: true },
          [to]: { ...made("id + 2"), nullable: true },
        }),
      ],
      [
        entity("thing", {
          id,
          [from]: { type: "int", nullable: true },
          [to]: { type: "int", nullable: true },
        }),
      ],
    ],
    { rows: { thing: [{ id: 1 }] } },
    { rows: { thing: [{ id: 1, [from]: 2, [to]: 3 }] } },
  );
});
