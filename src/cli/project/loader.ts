// How a module of the project is loaded: JavaScript by Node itself, TypeScript by a loader that is itself loaded only then.
import { pathToFileURL } from "node:url";

/** Gives what a module exports. */
export type Loader = (file: string) => Promise<unknown>;

export const isTypeScript = (file: string): boolean =>
  /\.[cm]?ts$/.test(file) && !/\.d\.[cm]?ts$/.test(file);

/** A loader for this module and those that belong to it. Once one is TypeScript, all go the same way, so that they share what they import. */
export function loaderFor(main: string): Loader {
  let typescript: Promise<Loader> | undefined;
  return async (file) => {
    if (typescript === undefined && !isTypeScript(file))
      return import(pathToFileURL(file).href) as Promise<unknown>;
    typescript ??= import("./typescript.js").then(({ typescriptLoader }) =>
      typescriptLoader(main),
    );
    return (await typescript)(file);
  };
}
