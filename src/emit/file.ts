// A migration file: the plan as TypeScript that TypeORM's runner loads and a reviewer reads. Heavy: loads ts-morph.
import {
  IndentationText,
  Project,
  QuoteKind,
  StructureKind,
  type ClassDeclarationStructure,
  type ImportDeclarationStructure,
} from "ts-morph";
import type { Plan } from "../plan/plan";
import { functionsOf, hasOwnTransaction } from "./functions";
import { headerLines } from "./header";
import {
  mappedProperty,
  nameProperty,
  revisesProperty,
  takesBackProperty,
  transactionProperty,
} from "./properties";

/** Everything that a migration file says. */
export interface MigrationFile {
  /** Thirteen digits. */
  readonly id: string;
  /** `AddTransactions1763797200000`, as `classNameOf` gives it. */
  readonly className: string;
  /** What its author says it is for. */
  readonly message: string;
  /** None for the first revision, several where it joins heads. */
  readonly revises: readonly Parent[];
  /** The server it was written against: `postgres 15`. Absent where none was asked. */
  readonly database?: string;
  /** What was answered, a line an answer. */
  readonly answers?: readonly string[];
  /** What was not looked at, a glob a line. */
  readonly excluded?: readonly string[];
  /** What entities are mapped to, a line an entity. */
  readonly mapped?: readonly string[];
  /** Absent in a revision that somebody is going to write by hand. */
  readonly plan: Plan | undefined;
  /** Default: `typescript`. */
  readonly format?: FileFormat;
}

/** The language of a file, and for JavaScript its kind of module. */
export type FileFormat = "typescript" | "commonjs" | "esm";

/** The revision before this one. */
export interface Parent {
  readonly id: string;
  /** As TypeORM records it, the id at its end included. */
  readonly name: string;
}

/** The source of the file, formatted so that Prettier's defaults change nothing, and unsigned. The same file gives the same bytes. */
export function migrationSource(file: MigrationFile): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      quoteKind: QuoteKind.Double,
    },
  });
  const { format = "typescript" } = file;
  const typed = format === "typescript";
  return project
    .createSourceFile("migration.ts", {
      statements: [
        ...(typed ? [typeOrmTypes] : []),
        ...(typed
          ? [migrationClass(file)]
          : [untyped(migrationClass(file), format === "esm")]),
        // TypeORM's loader takes the class from wherever it is exported.
        ...(format === "commonjs"
          ? [`module.exports = { ${file.className} };`]
          : []),
        ...functionsOf(file, typed),
      ],
    })
    .getFullText();
}

const typeOrmTypes: ImportDeclarationStructure = {
  kind: StructureKind.ImportDeclaration,
  isTypeOnly: true,
  namedImports: ["MigrationInterface", "QueryRunner"],
  moduleSpecifier: "typeorm",
};

/** The one export: TypeORM's loader calls `new` on every function that a migration exports. */
function migrationClass(file: MigrationFile): ClassDeclarationStructure {
  return {
    kind: StructureKind.Class,
    isExported: true,
    name: file.className,
    implements: ["MigrationInterface"],
    docs: [`\n${headerLines(file).join("\n")}`],
    properties: [
      nameProperty(file.className),
      ...revisesProperty(file.revises),
      ...transactionProperty(hasOwnTransaction(file)),
      ...takesBackProperty(file.plan?.takesBack),
      ...mappedProperty(file.mapped),
      { isReadonly: true, name: "up", initializer: "upgrade" },
      { isReadonly: true, name: "down", initializer: "downgrade" },
    ],
  };
}

/** The same class in JavaScript. */
function untyped(
  { implements: _, properties = [], ...rest }: ClassDeclarationStructure,
  isExported: boolean,
): ClassDeclarationStructure {
  return {
    ...rest,
    isExported,
    properties: properties.map(({ isReadonly: _, ...property }) => property),
  };
}
