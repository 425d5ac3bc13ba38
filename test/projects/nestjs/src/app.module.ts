import { Module } from "@nestjs/common";
import { ConfigModule, ConfigService } from "@nestjs/config";
import { TypeOrmModule } from "@nestjs/typeorm";
import { database } from "./config/database";
import { PhotosModule } from "./photos/photos.module";
import { UsersModule } from "./users/users.module";

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, load: [database] }),
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        ...config.getOrThrow("database"),
        autoLoadEntities: true,
      }),
    }),
    UsersModule,
    PhotosModule,
  ],
})
export class AppModule {}
