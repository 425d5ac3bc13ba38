// A naming strategy that changes: one question for all names that are only spelled otherwise, and one answer.
import type { EntitySchema } from "typeorm";
import { autogenerate, check } from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { describeOn } from "../servers";
import type { ServerKind } from "../servers";

const id = { type: "int", primary: true } as const;
const text = { type: "varchar", length: 40 } as const;

/** Two tables and what joins them, in the one spelling or the other. */
function shop(spelled: (name: string) => string): EntitySchema<Row>[] {
  const column = (name: string, options: object) => ({
    [name]: { ...options, name: spelled(name) },
  });
  return [
    entity(
      "Customer",
      {
        id,
        ...column("firstName", text),
        ...column("lastName", text),
        ...column("bornOn", { type: "date", nullable: true }),
      },
      { tableName: spelled("PrivateCustomer") },
    ),
    entity(
      "Order",
      { id, ...column("paidAt", { type: "int" }), note: text },
      {
        tableName: spelled("CustomerOrder"),
        indices: [{ columns: ["paidAt"] }],
        relations: {
          customer: {
            type: "many-to-one",
            target: "Customer",
            joinColumn: { name: spelled("customerId") },
          },
        },
      },
    ),
  ];
}

const camel = (name: string): string => name;
const snake = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^_/, "");

const rows = {
  PrivateCustomer: [
    { id: 1, firstName: "Ann", lastName: "Lee", bornOn: null },
    { id: 2, firstName: "Bo", lastName: "Li", bornOn: "2001-02-03" },
  ],
  CustomerOrder: [{ id: 1, paidAt: 7, note: "x", customerId: 2 }],
};
const answer = { renames: { "*": "*" } };

describe.each<ServerKind>(["postgres", "mysql", "mariadb"])("on %s", (kind) => {
  describeOn(kind, "spelling", () => {
    const { there } = casesOn(kind);

    it("is one question, with examples, and asks for nothing else", () =>
      onDatabase(
        { from: shop(camel), rows },
        async (url) => {
          const { questions } = await check(dataSourceOf(url, shop(snake)));
          expect(questions).toMatchObject([
            {
              kind: "renamedTable",
              subject: "CustomerOrder",
              choices: [
                { answers: { renames: { CustomerOrder: "customer_order" } } },
                {},
                {},
              ],
            },
            { kind: "renamedTable", subject: "PrivateCustomer" },
          ]);
          const tables = {
            CustomerOrder: "customer_order",
            PrivateCustomer: "private_customer",
          };
          const after = await check(dataSourceOf(url, shop(snake)), {
            answers: { renames: tables },
          });
          expect(after.questions).toMatchObject([
            {
              kind: "spelling",
              message:
                "Were 5 columns renamed, whose names differ in case and underscores only?",
              verdict: "likely",
            },
          ]);
          const all = await check(dataSourceOf(url, shop(snake)), {
            answers: answer,
          });
          expect(all.questions).toEqual([]);
        },
        kind,
      ));

    there("camelCase becomes snake_case", {
      from: shop(camel),
      to: shop(snake),
      rows,
      answers: answer,
    });

    it("refuses the answer where nothing is only spelled otherwise", () =>
      onDatabase(
        { from: shop(camel) },
        async (url) => {
          await expect(
            check(dataSourceOf(url, shop(camel)), { answers: answer }),
          ).rejects.toThrow("The answer rename *:* fits nothing");
        },
        kind,
      ));
  });
});

it("leaves alone what is answered by name, and what is ambiguous", () =>
  onDatabase(
    {
      from: [entity("a", { id, userName: text, full_name: text, x: text })],
    },
    async (url) => {
      const to = [
        entity("a", {
          id,
          user_name: text,
          fullname: text,
          fullName: text,
          y: text,
        }),
      ];
      const { operations, questions } = await autogenerate(
        dataSourceOf(url, to),
        {
          write: false,
          answers: { renames: { ...answer.renames, "a.x": "y" } },
        },
      );
      const names = operations.flatMap((operation) =>
        operation.kind === "renameColumn" ? [operation.to] : [],
      );
      expect(names.sort()).toEqual(["user_name", "y"]);
      expect(questions).toMatchObject([
        { kind: "renamedColumn", subject: "a.full_name" },
      ]);
    },
  ));
