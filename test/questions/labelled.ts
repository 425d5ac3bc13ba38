// Pairs of tables of which is known what became of each column: a person's label on each, to hold what is asked against.

/**
 * Columns by name. The letter is the type (v varchar with its length, t text, i int, b bigint, d decimal, o boolean, a date, j json, e enum, r a reference to
 * another table); then ? for nullable, ! for unique, # for an index, = for a default of 0.
 */
export type Columns = Readonly<Record<string, string>>;

export interface Labelled {
  readonly name: string;
  readonly before: Columns;
  readonly after: Columns;
  /** Old names and new, of those that were renamed; all others went or came. */
  readonly renamed: Readonly<Record<string, string>>;
}

const pair = (
  name: string,
  before: Columns,
  after: Columns,
  renamed: Labelled["renamed"] = {},
): Labelled => ({ name, before, after, renamed });

export const labelled: readonly Labelled[] = [
  // One column has another name.
  pair(
    "spelling: camel to snake",
    { firstName: "v50" },
    { first_name: "v50" },
    { firstName: "first_name" },
  ),
  pair(
    "spelling: snake to camel",
    { paid_at: "a" },
    { paidAt: "a" },
    { paid_at: "paidAt" },
  ),
  pair(
    "a word more",
    { name: "v100" },
    { full_name: "v100" },
    { name: "full_name" },
  ),
  pair(
    "a word less",
    { user_email: "v80!" },
    { email: "v80!" },
    { user_email: "email" },
  ),
  pair(
    "a prefix of the table",
    { order_no: "i#" },
    { no: "i#" },
    { order_no: "no" },
  ),
  pair("a synonym", { note: "v200" }, { remark: "v200" }, { note: "remark" }),
  pair(
    "a synonym, of text",
    { body: "t" },
    { content: "t" },
    { body: "content" },
  ),
  pair("another language", { preis: "d" }, { price: "d" }, { preis: "price" }),
  pair("an abbreviation", { qty: "i" }, { quantity: "i" }, { qty: "quantity" }),
  pair(
    "a typing error",
    { adress: "v120" },
    { address: "v120" },
    { adress: "address" },
  ),
  pair("a plural", { tag: "j?" }, { tags: "j?" }, { tag: "tags" }),
  pair("a flag", { active: "o=" }, { enabled: "o=" }, { active: "enabled" }),
  pair("an enum", { state: "e" }, { status: "e" }, { state: "status" }),
  pair(
    "a unique one",
    { login: "v40!" },
    { username: "v40!" },
    { login: "username" },
  ),
  pair("an indexed one", { code: "v10#" }, { sku: "v10#" }, { code: "sku" }),
  pair(
    "a reference",
    { owner_id: "r" },
    { keeper_id: "r" },
    { owner_id: "keeper_id" },
  ),
  pair(
    "a reference, spelled otherwise",
    { ownerId: "r" },
    { owner_id: "r" },
    { ownerId: "owner_id" },
  ),
  pair("a default", { stock: "i=" }, { in_stock: "i=" }, { stock: "in_stock" }),
  pair(
    "among others that stay",
    { a: "i", name: "v50", z: "t" },
    { a: "i", title: "v50", z: "t" },
    { name: "title" },
  ),
  pair(
    "moved to the end",
    { name: "v50", a: "i" },
    { a: "i", label: "v50" },
    { name: "label" },
  ),

  // And its definition too.
  pair(
    "with a longer type",
    { name: "v50" },
    { full_name: "v200" },
    { name: "full_name" },
  ),
  pair("with a wider number", { hits: "i" }, { views: "b" }, { hits: "views" }),
  pair(
    "and may be empty",
    { phone: "v20" },
    { phone_no: "v20?" },
    { phone: "phone_no" },
  ),
  pair(
    "and must be there",
    { phone: "v20?" },
    { phone_no: "v20" },
    { phone: "phone_no" },
  ),
  pair(
    "text in place of varchar",
    { info: "v255" },
    { description: "t" },
    { info: "description" },
  ),
  pair(
    "with a default",
    { rank: "i" },
    { position: "i=" },
    { rank: "position" },
  ),
  pair(
    "and unique from now on",
    { mail: "v80" },
    { email: "v80!" },
    { mail: "email" },
  ),
  pair(
    "number to decimal",
    { amount: "i" },
    { total: "d" },
    { amount: "total" },
  ),

  // Several at once.
  pair(
    "two of one type",
    { first: "v50", last: "v50" },
    { first_name: "v50", last_name: "v50" },
    { first: "first_name", last: "last_name" },
  ),
  pair(
    "two of one type, new words",
    { given: "v50", family: "v50" },
    { first_name: "v50", surname: "v50" },
    { given: "first_name", family: "surname" },
  ),
  pair(
    "two of two types",
    { n: "i", t: "t" },
    { number: "i", text: "t" },
    { n: "number", t: "text" },
  ),
  pair(
    "three by spelling",
    { aB: "i", cD: "i", eF: "i" },
    { a_b: "i", c_d: "i", e_f: "i" },
    { aB: "a_b", cD: "c_d", eF: "e_f" },
  ),
  pair(
    "four by spelling, one new",
    { aB: "i", cD: "t", eF: "d", gH: "o" },
    { a_b: "i", c_d: "t", e_f: "d", g_h: "o", i: "i?" },
    { aB: "a_b", cD: "c_d", eF: "e_f", gH: "g_h" },
  ),
  pair(
    "a pair of dates",
    { from_day: "a", to_day: "a" },
    { starts_on: "a", ends_on: "a" },
    { from_day: "starts_on", to_day: "ends_on" },
  ),
  pair(
    "one renamed, one gone",
    { name: "v50", fax: "v20?" },
    { title: "v50" },
    { name: "title" },
  ),
  pair(
    "one renamed, one come",
    { name: "v50" },
    { title: "v50", subtitle: "v50?" },
    { name: "title" },
  ),
  pair(
    "one renamed, one gone and one come",
    { name: "v50", fax: "i?" },
    { title: "v50", born: "a?" },
    { name: "title" },
  ),
  pair(
    "two references",
    { author_id: "r", editor_id: "r" },
    { writer_id: "r", reviewer_id: "r" },
    { author_id: "writer_id", editor_id: "reviewer_id" },
  ),

  // Chains, swaps, splits and merges.
  pair(
    "a chain",
    { a: "i", b: "v10" },
    { b: "i", c: "v10" },
    { a: "b", b: "c" },
  ),
  pair(
    "a chain of one type: only the ends show",
    { a: "v10", b: "v10" },
    { b: "v10", c: "v10" },
    { a: "c" },
  ),
  pair(
    "a swap of two types: a change of both",
    { a: "i", b: "b" },
    { a: "b", b: "i" },
  ),
  pair("a split", { name: "v100" }, { first_name: "v50", last_name: "v50" }),
  pair(
    "a split that keeps one",
    { name: "v100" },
    { name: "v100", nickname: "v100?" },
  ),
  pair("a merge", { first_name: "v50", last_name: "v50" }, { name: "v100" }),
  pair(
    "a merge that keeps one",
    { street: "v80", no: "v10" },
    { street: "v80" },
  ),
  pair("a flag becomes a date", { deleted: "o" }, { deleted_at: "a?" }),
  pair("a number becomes a reference", { country: "i?" }, { country_id: "r" }),
  pair("an enum becomes text", { kind: "e" }, { category: "v20" }),

  // Nothing to do with one another.
  pair("number and text", { age: "i" }, { motto: "t?" }),
  pair("text and date", { motto: "t" }, { born_on: "a?" }),
  pair("flag and number", { premium: "o" }, { points: "i?" }),
  pair("json and text", { settings: "j" }, { greeting: "v50?" }),
  pair("reference and text", { owner_id: "r" }, { motto: "t?" }),
  pair("date and decimal", { due: "a" }, { fee: "d?" }),
  pair("enum and json", { kind: "e" }, { options: "j?" }),
  pair("two and two", { age: "i", due: "a" }, { motto: "t?", options: "j?" }),
  pair("one type, unlike otherwise", { password: "v60!" }, { colour: "v20?" }),
  pair("unique and plain", { serial: "i!" }, { weight: "i?" }),
  pair("indexed and plain", { zip: "v10#" }, { mood: "v30?" }),
  pair("required and not", { vat: "d" }, { rebate: "d?" }),
  pair("a default and none", { stock: "i=" }, { year: "i?" }),
  pair("only gone", { legacy: "t?" }, {}),
  pair("only come", {}, { fresh: "t?" }),
  pair("many gone", { a: "i", b: "t", c: "d" }, { x: "j?" }),
];
