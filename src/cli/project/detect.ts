// Finds the module that makes the project's DataSource by looking at sources, and running none.
import { readFileSync } from "node:fs";
import path from "node:path";
import { glob } from "tinyglobby";

/** Modules below the folder that make a DataSource, as paths from there; those that are compiled or for tests are none. */
export async function dataSourcesIn(
  folder: string,
): Promise<readonly string[]> {
  const files = await glob("**/*.{ts,mts,cts,js,mjs,cjs}", {
    cwd: folder,
    ignore: [
      "**/node_modules/**",
      "**/{dist,build,out,coverage,migrations,migration}/**",
      "**/{test,tests,__tests__,e2e}/**",
      "**/*.{test,spec,e2e-spec}.*",
      "**/*.d.{ts,mts,cts}",
    ],
  });
  return files
    .filter((file) =>
      /\bnew\s+DataSource\s*\(/.test(
        readFileSync(path.join(folder, file), "utf8"),
      ),
    )
    .sort();
}
