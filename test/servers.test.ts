// Proves that each kind of server can be had here and gives databases that come and go, since every other test stands on that.
import { Client } from "pg";
import { adminOf, serverKinds } from "./servers/admin";
import { describeOn, dump, testServer } from "./servers/index";

// What a machine lacks is downloaded the first time.
const patience = 10 * 60_000;

const signs = {
  postgres: /^PostgreSQL \d/,
  mysql: /^\d[\d.]*(?!.*mariadb)/i,
  mariadb: /mariadb/i,
};

describe.each(serverKinds)("%s", (kind) => {
  describeOn(kind, "server", () => {
    it(
      "says what it is",
      async () => {
        expect((await testServer(kind)).version).toMatch(signs[kind]);
      },
      patience,
    );

    it(
      "gives databases of their own, and drops them",
      async () => {
        const server = await testServer(kind);
        const databases = await Promise.all([
          server.createDatabase(),
          server.createDatabase(),
        ]);
        const names = databases.map(({ name }) => name);
        expect(new Set(names).size).toBe(2);

        const admin = adminOf(server.url);
        expect(await admin.databases()).toEqual(expect.arrayContaining(names));
        for (const { url } of databases) {
          await expect(adminOf(url).version()).resolves.toMatch(signs[kind]);
        }

        await Promise.all(databases.map((database) => database.drop()));
        expect(await admin.databases()).not.toEqual(
          expect.arrayContaining(names),
        );
      },
      patience,
    );
  });
});

describe.each([
  ["postgres", undefined],
  ["postgres", 12],
  ["pg_dump 18", 18],
] as const)("%s, version %s", (need, major) => {
  describeOn(need, "dump", () => {
    it(
      "is equal text for equal schemas only",
      async () => {
        const server = await testServer("postgres", major);
        expect(server.version).toMatch(`PostgreSQL ${major ?? ""}`);

        const [one, other] = await Promise.all([
          server.createDatabase(),
          server.createDatabase(),
        ]);
        try {
          await createTable(one.url);
          expect(await dump(one.url)).not.toBe(await dump(other.url));
          await createTable(other.url);
          expect(await dump(one.url)).toBe(await dump(other.url));
          expect(await dump(one.url)).toContain("CREATE TABLE public.person");
        } finally {
          await Promise.all([one.drop(), other.drop()]);
        }
      },
      patience,
    );
  });
});

async function createTable(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE TABLE person (id int)");
  await client.end();
}
