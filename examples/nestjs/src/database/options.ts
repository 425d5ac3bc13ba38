// What the application and the command connect with. Migrations are the only thing that changes the database.
import path from "node:path";
import type { DataSourceOptions } from "typeorm";
import { Person } from "../people/person.entity";

export const options: DataSourceOptions = {
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [Person],
  migrations: [path.join(__dirname, "../migrations/*.{ts,js}")],
  synchronize: false,
};
