// SQL in lines, with every value as it was.
import { linesOf, onOneLine } from "../../src/emit/sql";

it.each([
  ["SELECT 1", ["SELECT 1"]],
  ["SELECT 1,  \r\n\n  2", ["SELECT 1,", "", "  2"]],
  ["SELECT 'a\nb',\n'it''s\n'", ["SELECT 'a\nb',", "'it''s\n'"]],
  ['SELECT "a\nb"\nFROM `c\nd`', ['SELECT "a\nb"', "FROM `c\nd`"]],
  ["SELECT 1 -- isn't\n, 2", ["SELECT 1 -- isn't", ", 2"]],
  ["SELECT /* isn't\nit */ 1", ["SELECT /* isn't", "it */ 1"]],
  ["SELECT $$it's$$,\n$1, a-b/c", ["SELECT $$it's$$,", "$1, a-b/c"]],
])("%j has lines of its own", (sql, lines) => {
  expect(linesOf(sql)).toEqual(lines);
});

it.each([
  "DO $$\nBEGIN\nEND\n$$",
  "DO $a$ $b$ '\n' $b$ $a$",
  "SELECT E'it\\'s\nso'",
  "SELECT 'nothing ends\nthis",
])("%j stays as it is", (sql) => {
  expect(linesOf(sql)).toBeUndefined();
});

it("puts an expression on one line without touching what is quoted", () => {
  expect(onOneLine("CASE\n    WHEN a = 'x\n  y' THEN 1\nEND")).toBe(
    "CASE WHEN a = 'x\n  y' THEN 1 END",
  );
});
