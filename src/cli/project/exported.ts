// Which of a module's exports is the DataSource.
import type { DataSource } from "typeorm";
import { ProjectError } from "../../schema/errors";

/**
 * The one DataSource that a module exports: itself, as a promise, or as what its default or only export returns.
 * @throws ProjectError when there is none, or more than one.
 */
export async function dataSourceOf(
  module: unknown,
  file: string,
): Promise<DataSource> {
  const exported = exportsOf(module);
  const found = await dataSourcesIn(exported);
  const factory = factoryIn(exported);
  if (found.size === 0 && factory !== undefined)
    for (const [dataSource] of await dataSourcesIn([["", factory()]]))
      found.set(dataSource, "");

  const [first] = found.keys();
  if (first === undefined)
    throw new ProjectError(
      `${file} exports no DataSource${exported.length === 0 ? "" : `, only ${listed(exported.map(([name]) => name))}`}. Export one: export const dataSource = new DataSource({ … })`,
    );
  if (found.size > 1)
    throw new ProjectError(
      `${file} exports ${found.size} DataSources: ${listed([...found.values()])}. Name a module that exports one.`,
    );
  return first;
}

type Export = readonly [name: string, value: unknown];

/** By name; a CommonJS module that was imported has its exports in `default`. */
function exportsOf(module: unknown): Export[] {
  if (!isPlainObject(module)) return [["default", module]];
  const exported = Object.entries(module)
    .filter(([name]) => name !== "__esModule" && name !== "module.exports")
    .flatMap(([name, value]) =>
      name === "default" && isPlainObject(value)
        ? exportsOf(value)
        : [[name, value] as const],
    );
  return [...new Map(exported)];
}

async function dataSourcesIn(
  exported: readonly Export[],
): Promise<Map<DataSource, string>> {
  const found = new Map<DataSource, string>();
  for (const [name, value] of exported) {
    const settled: unknown = await value;
    if (isDataSource(settled) && !found.has(settled)) found.set(settled, name);
  }
  return found;
}

/** The function to call for a DataSource, where the module can only mean that one. */
function factoryIn(exported: readonly Export[]): (() => unknown) | undefined {
  const candidates = exported.filter(
    ([name]) => name === "default" || exported.length === 1,
  );
  return candidates
    .map(([, value]) => value)
    .find(
      (value): value is () => unknown =>
        typeof value === "function" &&
        !/^class\b/.test(Function.prototype.toString.call(value)),
    );
}

/** Told by its shape: the project has a TypeORM of its own. */
function isDataSource(value: unknown): value is DataSource {
  return (
    isObject(value) &&
    typeof value["initialize"] === "function" &&
    typeof value["setOptions"] === "function" &&
    isObject(value["options"])
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const listed = (names: readonly string[]): string => names.join(", ");
