require("reflect-metadata");
const { DataSource } = require("typeorm");

module.exports = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: ["src/entities/*.js"],
  migrations: ["src/migrations/*.js"],
});
