import { registerAs } from "@nestjs/config";
import type { DataSourceOptions } from "typeorm";

export const database = registerAs("database", (): DataSourceOptions => ({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: false,
}));
