/**
 * How the tests run: TypeScript through SWC with decorator metadata kept, servers found or started once for the run, and the main line on
 * each supported TypeORM.
 *
 * @jest-config-loader esbuild-register
 */
import type { Config } from "jest";

type Project = Exclude<NonNullable<Config["projects"]>[number], string>;

/** A dynamic import names the file that Node will load (`./file.js`); under test that file is still TypeScript. */
const sources = { "^(\\.{1,2}/.*)\\.js$": ["$1.ts", "$1.js"] };

const project: Project = {
  testEnvironment: "node",
  // Projects that tests install, with manifests of their own.
  modulePathIgnorePatterns: ["<rootDir>/test/projects/"],
  globalSetup: process.env.TEST_PGLITE
    ? "<rootDir>/test/servers/preparePglite.ts"
    : "<rootDir>/test/servers/prepare.ts",
  moduleNameMapper: sources,
  transform: {
    "^.+\\.[cm]?ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
};

/** What `import … from "typeorm"` gives, in tests and src/ alike, is another copy of TypeORM. */
const mainLineOn = (version: string): Project => ({
  ...project,
  displayName: `typeorm ${version}`,
  testMatch: ["<rootDir>/test/line/**/*.test.ts"],
  moduleNameMapper: {
    ...sources,
    "^typeorm($|/.*)": `typeorm-${version}$1`,
  },
});

const config: Config = {
  projects: [
    {
      ...project,
      displayName: "typeorm 1",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
    },
    mainLineOn("0.3"),
    mainLineOn("0.3.20"),
  ],
  testTimeout: 60_000,
  maxWorkers: 3,
};

export default config;
