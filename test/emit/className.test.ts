// The class name of any message.
import fc from "fast-check";
import { classNameOf } from "../../src/emit/className";

const id = "1763797200000";

it.each([
  ["Add transactions", "AddTransactions"],
  ["add user.name, drop user.login", "AddUserNameDropUserLogin"],
  ["Überweisungen größer machen", "UberweisungenGrosserMachen"],
  ["Ærø's łódź", "AerosLodz"],
  ["userID -> uuid", "UserIDUuid"],
  ["2fa for everybody", "Migration2faForEverybody"],
  ["", "Migration"],
  ["取引を追加", "Migration"],
  [
    "the quick brown fox jumps over the lazy dog",
    "TheQuickBrownFoxJumpsOverTheLazyDog",
  ],
  [
    "accounts, transactions, categories, tags and budgets",
    "AccountsTransactionsCategoriesTagsAnd",
  ],
  ["x".repeat(60), `X${"x".repeat(39)}`],
])("%j gives %s", (message, name) => {
  expect(classNameOf(message, id)).toBe(`${name}${id}`);
});

it("gives an identifier that TypeORM takes, whatever the message", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (message) => {
      expect(classNameOf(message, id)).toMatch(
        /^[A-Z][A-Za-z0-9]{0,48}1763797200000$/,
      );
    }),
  );
});
