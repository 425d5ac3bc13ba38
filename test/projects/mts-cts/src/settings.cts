import type { DataSourceOptions } from "typeorm";

const settings: DataSourceOptions = {
  type: "postgres",
  url: process.env.DATABASE_URL,
  migrations: ["src/migrations/*.ts"],
};

export = settings;
