// Writes the ES-module entry of the package: it re-exports the CommonJS build, so that a process never holds two copies of the code.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const dist = new URL("../dist/", import.meta.url);
const api = createRequire(import.meta.url)(new URL("index.js", dist).pathname);
const names = Object.keys(api).filter((name) => name !== "default");

writeFileSync(
  new URL("index.mjs", dist),
  [
    'import api from "./index.js";',
    "",
    ...names.map((name) => `export const ${name} = api.${name};`),
    "",
  ].join("\n"),
);
writeFileSync(new URL("index.d.mts", dist), 'export * from "./index.js";\n');
