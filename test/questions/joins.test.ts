// The table of a many-to-many relation, one side of which is renamed: its rows are the links, and they stay.
import type { EntitySchema } from "typeorm";
import { check } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { describeOn, type ServerKind } from "../servers";

const id = { type: "int", primary: true } as const;

const shop = (other: string, relation = "categories"): EntitySchema<Row>[] => [
  entity(
    "product",
    { id },
    {
      relations: {
        [relation]: { type: "many-to-many", target: other, joinTable: true },
      },
    },
  ),
  entity(other, { id }),
];

const link = { productId: 1, categoryId: 2 };

describe.each<ServerKind>(["postgres", "mysql", "mariadb"])("on %s", (kind) => {
  describeOn(kind, "join tables", () => {
    const { there } = casesOn(kind);
    const rows = {
      product: [{ id: 1 }],
      category: [{ id: 2 }],
      product_categories_category: [link],
    };

    it("asks whether it was renamed, too", () =>
      onDatabase(
        { from: shop("category"), rows },
        async (url) => {
          const renamed = (
            answers: Readonly<Record<string, string>>,
          ): ReturnType<typeof check> =>
            check(dataSourceOf(url, shop("topic")), {
              answers: { renames: answers },
            });
          const candidate = {
            kind: "renamedTable",
            subject: "product_categories_category",
            choices: [
              {
                answers: {
                  renames: {
                    product_categories_category: "product_categories_topic",
                  },
                },
              },
              {},
              {},
            ],
          };
          expect((await renamed({})).questions).toContainEqual(
            expect.objectContaining({
              ...candidate,
              choices: candidate.choices.map(
                (choice) => expect.objectContaining(choice) as unknown,
              ),
            }),
          );
          // It follows the table that it is named after.
          const { questions } = await renamed({ category: "topic" });
          expect(questions).toEqual([]);
        },
        kind,
      ));

    it("asks about one that may be another relation", () =>
      onDatabase(
        { from: shop("category"), rows },
        async (url) => {
          const { questions } = await check(
            dataSourceOf(url, shop("topic", "tags")),
            { answers: { renames: { category: "topic" } } },
          );
          expect(questions).toMatchObject([
            {
              kind: "renamedTable",
              subject: "product_categories_category",
            },
          ]);
          expect(questions[0]?.evidence).toContain("joins the same tables");
        },
        kind,
      ));

    there("keeps the links of a table that follows", {
      from: shop("category"),
      to: shop("topic"),
      rows,
      answers: { renames: { category: "topic" } },
    });

    there("keeps the links", {
      from: shop("category"),
      to: shop("topic"),
      rows,
      answers: {
        renames: {
          category: "topic",
          product_categories_category: "product_categories_topic",
          "product_categories_category.categoryId": "topicId",
        },
      },
    });
  });
});
