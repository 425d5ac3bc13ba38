// How the ledger reaches its database, as in any project that uses TypeORM.
import "reflect-metadata";
import { DataSource } from "typeorm";

export const dataSource = new DataSource({
  type: "postgres",
  url: process.env["DATABASE_URL"] ?? "postgres://localhost/ledger",
  // gen_random_uuid() is part of PostgreSQL since 13.
  uuidExtension: "pgcrypto",
  installExtensions: false,
  entities: ["src/entities/*.ts"],
  migrations: ["src/migrations/*.ts"],
});
