import "reflect-metadata";
import path = require("node:path");
import { DataSource } from "typeorm";
import { User } from "./entities/user";

const { url } = require("../settings") as { url: string };
const { Photo } = require("./entities/photo") as {
  Photo: new () => unknown;
};

const dataSource = new DataSource({
  type: "postgres",
  url,
  entities: [User, Photo],
  migrations: [path.join(__dirname, "migrations/*.ts")],
});

export = dataSource;
