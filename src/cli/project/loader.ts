// How a module of the project is loaded: JavaScript by Node itself, TypeScript by a loader that is itself loaded only then.
import { pathToFileURL } from "node:url";
import { isTypeScript, type Load } from "../../revisions/modules";

/** A loader for this module and those that belong to it. Once one is TypeScript, all go the same way, so that they share what they import. */
export function loaderFor(main: string): Load {
  let typescript: Promise<Load> | undefined;
  return async (file) => {
    if (typescript === undefined && !isTypeScript(file))
      return import(pathToFileURL(file).href) as Promise<unknown>;
    typescript ??= import("./typescript.js").then(({ typescriptLoader }) =>
      typescriptLoader(main),
    );
    return (await typescript)(file);
  };
}
