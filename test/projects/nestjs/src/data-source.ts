// For the command. The application makes a DataSource of its own from the same configuration.
import { ConfigModule, ConfigService } from "@nestjs/config";
import { DataSource, type DataSourceOptions } from "typeorm";
import { database } from "src/config/database";

async function createDataSource(): Promise<DataSource> {
  await ConfigModule.forRoot({ load: [database] });
  const config = new ConfigService({ database: database() });
  return new DataSource({
    ...config.getOrThrow<DataSourceOptions>("database"),
    entities: [__dirname + "/**/*.entity{.ts,.js}"],
    migrations: [__dirname + "/migrations/*{.ts,.js}"],
  });
}

export default createDataSource();
