import { setTimeout } from "node:timers/promises";

/** As a vault gives it: later. */
export async function databaseUrl(): Promise<string | undefined> {
  await setTimeout(10);
  return process.env.DATABASE_URL;
}
