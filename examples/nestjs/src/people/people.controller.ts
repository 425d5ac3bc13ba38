import { Body, Controller, Get, Post } from "@nestjs/common";
import { PeopleService } from "./people.service";
import type { Person } from "./person.entity";

@Controller("people")
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  all(): Promise<Person[]> {
    return this.people.all();
  }

  @Post()
  add(@Body() person: Pick<Person, "name" | "email">): Promise<Person> {
    return this.people.add(person);
  }
}
