import { Module } from "@nestjs/common";
import { TypeOrmModule } from "@nestjs/typeorm";
import { options } from "./database/options";
import { PeopleModule } from "./people/people.module";

@Module({ imports: [TypeOrmModule.forRoot(options), PeopleModule] })
export class AppModule {}
