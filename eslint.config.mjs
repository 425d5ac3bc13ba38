// How the code is linted: type-checked rules everywhere that TypeScript reaches, and the order of the rooms in src/.
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";
import rooms from "./eslint/rooms.js";

export default tseslint.config(
  {
    ignores: ["dist/", "coverage/", "examples/nestjs/", "test/projects/"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // `const { omitted, ...rest } = value` is how plain data loses a field.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-extraneous-class": [
        "error",
        // A class that is decorated by a call has no body.
        { allowWithDecorator: true, allowEmpty: true },
      ],
      // TypeORM types its options by classes that nobody instantiates.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { house: { rules: { rooms } } },
    rules: { "house/rooms": "error" },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        __dirname: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: { console: "readonly", process: "readonly", URL: "readonly" },
    },
  },
);
