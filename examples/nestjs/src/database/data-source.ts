// For the command: Nest makes a DataSource of its own from the same options.
import "reflect-metadata";
import { DataSource } from "typeorm";
import { options } from "./options";

export default new DataSource(options);
