// The project's own shape of a migration file.
import type { Template } from "../revisions/create";
import { whyNotLoaded } from "../revisions/thrown";
import { ProjectError } from "../schema/errors";
import type { WritingFlags } from "./flags";
import type { Project } from "./project/project";

/** @throws ProjectError when the module that the configuration names cannot be loaded, or gives no function. */
export async function templateOf(
  { template }: WritingFlags,
  { load }: Project,
): Promise<{ readonly template?: Template }> {
  if (template === undefined) return {};
  let module: unknown;
  try {
    module = await load(template);
  } catch (error) {
    throw new ProjectError(
      `Cannot load the template ${template}: ${whyNotLoaded(template, error)}`,
      { cause: error },
    );
  }
  const found = defaultOf(defaultOf(module));
  if (typeof found !== "function")
    throw new ProjectError(
      `The template ${template} exports no function as default.`,
    );
  return { template: found as Template };
}

/** A CommonJS module that was imported has its exports in `default`. */
const defaultOf = (module: unknown): unknown =>
  typeof module === "object" && module !== null && "default" in module
    ? module.default
    : module;
