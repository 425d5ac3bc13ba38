// Environment variables from a file, for the project to read; those that are set already stay.
import { ProjectError } from "../schema/errors";
import { sentenceOf } from "./errors";

/** @throws ProjectError when the file cannot be read. */
export function loadEnvironment(file: string | undefined): void {
  if (file === undefined) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new ProjectError(
      `Cannot read environment variables from ${file}: ${sentenceOf(error)}`,
      { cause: error },
    );
  }
}
