// The lint rule that keeps imports in src/ flowing one way, from room to room.
"use strict";

const path = require("node:path");

const source = path.resolve(__dirname, "..", "src");

/** Each room may import itself and the rooms before it. */
const rooms = [
  "schema",
  "operations",
  "dialects",
  "metadata",
  "diff",
  "questions",
  "hazards",
  "plan",
  "emit",
  "verify",
  "revisions",
  "cli",
];

/** Where a module is in src/, without extension: ["diff", "tables"]; undefined when it is elsewhere. */
function placeOf(file) {
  const inside = path.relative(source, file);
  if (inside.startsWith("..") || path.isAbsolute(inside)) return undefined;
  const place = inside.replace(/\.[cm]?[jt]s$/, "").split(path.sep);
  return place.length === 1 && rooms.includes(place[0])
    ? [...place, "index"]
    : place;
}

/** Why the module at `from` may not import the one at `to`; undefined when it may. */
function objection(from, to) {
  if (from.length === 1) return undefined;
  const [here] = from;
  const [there] = to;

  if (!rooms.includes(here)) {
    return `${here}/ is not a room yet: give it its place in eslint/rooms.js`;
  }
  if (to.length === 1) {
    return here === "cli"
      ? undefined
      : `${here}/ may not import ${there}: files directly in src/ stand above the rooms`;
  }
  if (to.join("/") === "dialects/index") {
    return "the registry of dialects is for files directly in src/: take the dialect as a parameter";
  }
  if (here === there) return undefined;
  if (!rooms.includes(there) || rooms.indexOf(there) > rooms.indexOf(here)) {
    const allowed = rooms.slice(0, rooms.indexOf(here)).join(", ") || "nothing";
    return `${here}/ may not import ${there}/, only itself and: ${allowed}`;
  }
  if (there === "dialects" && to.join("/") !== "dialects/dialect") {
    return `${here}/ may import of dialects/ only dialect.ts: what it needs to know belongs in that interface`;
  }
  return undefined;
}

/** @type {import("eslint").Rule.RuleModule} */
module.exports = {
  meta: {
    type: "problem",
    docs: { description: "A room imports itself and earlier rooms only." },
    schema: [],
    messages: { wrongWay: "{{reason}}." },
  },
  create(context) {
    const from = placeOf(context.filename);
    if (from === undefined) return {};

    function check(specifier) {
      const name = specifier?.value;
      if (typeof name !== "string" || !/^\.\.?(\/|$)/.test(name)) return;
      const to = placeOf(path.resolve(path.dirname(context.filename), name));
      const reason = to && objection(from, to);
      if (reason) {
        context.report({
          node: specifier,
          messageId: "wrongWay",
          data: { reason },
        });
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      'CallExpression[callee.name="require"]': (node) =>
        check(node.arguments[0]),
    };
  },
};
