import "reflect-metadata";
import { DataSource } from "typeorm";

export const dataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [__dirname + "/**/*.entity{.ts,.js}"],
  subscribers: ["src/**/*.subscriber.ts"],
  migrations: ["./src/migrations/**/*.{ts,js}"],
});
