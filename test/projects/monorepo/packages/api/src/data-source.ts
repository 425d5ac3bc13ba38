import "reflect-metadata";
import { DataSource } from "typeorm";
import { Photo, User } from "@monorepo/entities";

export const dataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [User, Photo],
  migrations: ["src/migrations/*.ts"],
});
