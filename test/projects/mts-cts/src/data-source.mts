import "reflect-metadata";
import { DataSource } from "typeorm";
import { Photo } from "./entities/photo.mjs";
import { User } from "./entities/user.mjs";
import settings = require("./settings.cjs");

export const dataSource = new DataSource({
  ...settings,
  entities: [User, Photo],
});
