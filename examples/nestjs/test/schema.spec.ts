// The entities and the migrations say the same: whoever forgets a migration hears of it here.
import { Test } from "@nestjs/testing";
import { getDataSourceToken } from "@nestjs/typeorm";
import { check, upgrade } from "typeorm-autogenerate";
import { AppModule } from "../src/app.module";
import { PeopleService } from "../src/people/people.service";

it("is what the migrations make, and serves", async () => {
  const module = await Test.createTestingModule({
    imports: [AppModule],
  }).compile();
  try {
    const dataSource = module.get(getDataSourceToken());
    await upgrade(dataSource);
    const { clean, schemaDiff, pending } = await check(dataSource);
    expect({ clean, schemaDiff, pending }).toEqual({
      clean: true,
      schemaDiff: "",
      pending: [],
    });

    const people = module.get(PeopleService);
    await people.add({ name: "Ann", email: "ann@example.com" });
    expect(await people.all()).toMatchObject([{ name: "Ann" }]);
  } finally {
    await module.close();
  }
});
