import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Person } from "./person.entity";

@Injectable()
export class PeopleService {
  constructor(
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  all(): Promise<Person[]> {
    return this.people.find({ order: { name: "ASC" } });
  }

  add(person: Pick<Person, "name" | "email">): Promise<Person> {
    return this.people.save(this.people.create(person));
  }
}
