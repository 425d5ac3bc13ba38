import "reflect-metadata";
import { DataSource } from "typeorm";
import { Photo } from "./entities/photo";
import { User } from "./entities/user";

export const tables = [User, Photo];

export const AppDataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: tables,
  migrations: ["src/migrations/*.ts"],
});
