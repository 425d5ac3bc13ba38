// How the shop reaches its database. `type: "mariadb"` is all that is different for a MariaDB.
import "reflect-metadata";
import { DataSource } from "typeorm";
import { Customer } from "./entities/customer";
import { Order } from "./entities/order";

const url = process.env["DATABASE_URL"] ?? "mysql://root@localhost/shop";

export const dataSource = new DataSource({
  type: url.startsWith("mariadb:") ? "mariadb" : "mysql",
  url,
  entities: [Customer, Order],
  migrations: ["migrations/*.ts"],
});
