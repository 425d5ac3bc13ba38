import "reflect-metadata";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { DataSource } from "typeorm";
import { User } from "./entities/user.js";

const settings = JSON.parse(
  await readFile(new URL("settings.json", import.meta.url), "utf8"),
) as { migrations: string };
const { Photo } = await import("./entities/photo.js");

export const dataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [User, Photo],
  migrations: [path.join(import.meta.dirname, settings.migrations)],
});
