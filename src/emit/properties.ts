// What a migration class says of itself as plain data.
import type { OptionalKind, PropertyDeclarationStructure } from "ts-morph";
import type { TakesBack } from "../plan/plan";
import type { Parent } from "./file";
import { fittedLiteral, lineWidth, stringLiteral } from "./literals";
import { ascii } from "./visible";

type Property = OptionalKind<PropertyDeclarationStructure>;

export function nameProperty(name: string): Property {
  return { isReadonly: true, ...property("readonly", "name", name) };
}

export function revisesProperty(
  parents: readonly Parent[],
): readonly Property[] {
  const [first, ...others] = parents.map(({ name }) => name);
  if (first === undefined) return [];
  const value = others.length === 0 ? first : [first, ...others];
  return [
    {
      isStatic: true,
      isReadonly: true,
      ...property("static readonly", "revises", value),
    },
  ];
}

/** Of a file in which something cannot be in a transaction: the runners then open none, and the functions see to the rest themselves. */
export function transactionProperty(hasOwn: boolean): readonly Property[] {
  return hasOwn
    ? [{ isReadonly: true, name: "transaction", initializer: "false" }]
    : [];
}

export function mappedProperty(
  mapped: readonly string[] = [],
): readonly Property[] {
  return mapped.length === 0
    ? []
    : [
        {
          isStatic: true,
          isReadonly: true,
          leadingTrivia: (writer) =>
            writer.writeLine(
              "// What entities are mapped to: where one is mapped otherwise later, this speaks for a rename.",
            ),
          ...property("static readonly", "mapped", mapped),
        },
      ];
}

/** Numbers on one line as long as they fit, as Prettier has them. */
export function takesBackProperty(
  takesBack: TakesBack | undefined,
): readonly Property[] {
  if (takesBack === undefined) return [];
  const list = (name: string, numbers: readonly number[]): string =>
    `  ${name}: ${filled(numbers, lineWidth - `    ${name}: [],`.length)},`;
  return [
    {
      isStatic: true,
      isReadonly: true,
      leadingTrivia: (writer) =>
        writer.writeLine(
          "// For a run that failed: how many statements of the other function have to be\n// done before each of these takes anything back.",
        ),
      name: `takesBack = {\n${list("upgrade", takesBack.upgrade)}\n${list("downgrade", takesBack.downgrade)}\n}`,
    },
  ];
}

function filled(numbers: readonly number[], room: number): string {
  const line = numbers.join(", ");
  if (line.length <= room) return `[${line}]`;
  const lines: string[] = [];
  for (const number of numbers) {
    const last = lines.at(-1);
    const longer = last === undefined ? "" : `${last}, ${number}`;
    if (last !== undefined && longer.length <= lineWidth - "      ,".length)
      lines[lines.length - 1] = longer;
    else lines.push(String(number));
  }
  return `[\n    ${lines.join(",\n    ")},\n  ]`;
}

/** A property with text in it, broken where its line is too long. A broken value goes with the name: as an initializer ts-morph would indent it further. */
function property(
  modifiers: string,
  name: string,
  value: string | readonly string[],
): { readonly name: string; readonly initializer?: string } {
  const room = lineWidth - `  ${modifiers} ${name} = ;`.length;
  if (typeof value === "string") {
    const { literal, fits } = fittedLiteral(value, room);
    return fits
      ? { name, initializer: literal }
      : { name: `${name} =\n  ${literal}` };
  }
  const literals = value.map((text) => ascii(stringLiteral(text)));
  const list = `[${literals.join(", ")}]`;
  return list.length <= room
    ? { name, initializer: list }
    : { name: `${name} = [\n  ${literals.join(",\n  ")},\n]` };
}
