import "reflect-metadata";
import { DataSource } from "typeorm";
import { Photo } from "./entities/photo";
import { User } from "./entities/user";
import { databaseUrl } from "./secrets";

async function connected(): Promise<DataSource> {
  return new DataSource({
    type: "postgres",
    url: await databaseUrl(),
    entities: [User, Photo],
    migrations: ["src/migrations/*.ts"],
  });
}

export const dataSource = connected();
