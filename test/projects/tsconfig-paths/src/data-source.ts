import "reflect-metadata";
import { DataSource } from "typeorm";
import { databaseUrl } from "@config";
import { Photo } from "@entities/photo";
import { User } from "domain/entities/user";

export const dataSource = new DataSource({
  type: "postgres",
  url: databaseUrl,
  entities: [User, Photo],
  migrations: ["src/migrations/*.ts"],
});
