// What the DataSource says besides its entities.
import type { DataSource } from "typeorm";
import type { DeclaredConnection } from "../dialects/dialect";
import { ownSchemaOf } from "./family";

/** Options that only some drivers have. */
interface ExtensionOptions {
  readonly installExtensions?: boolean;
  readonly uuidExtension?: string;
  readonly extensions?: readonly string[];
}

/** Read when the DataSource has connected, so that the driver knows its schema. */
export function declareConnection({
  driver,
  options,
}: DataSource): DeclaredConnection {
  const ownSchema = ownSchemaOf(driver);
  const {
    installExtensions = true,
    uuidExtension,
    extensions = [],
  } = options as ExtensionOptions;
  return {
    ...(ownSchema === undefined ? {} : { defaultSchema: ownSchema }),
    ...(installExtensions
      ? {
          extensions: {
            ...(uuidExtension === undefined ? {} : { uuid: uuidExtension }),
            more: extensions,
          },
        }
      : {}),
  };
}
