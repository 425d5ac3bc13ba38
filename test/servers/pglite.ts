// PGlite as a test server: its databases are there for the whole run, and everybody who connects to one is in the same session.
import { Client } from "pg";

/** The addresses, in a run on PGlite: its set-up leaves them here. */
export function pgliteUrls(): readonly string[] | undefined {
  const urls = process.env.TEST_PGLITE_URLS;
  return urls ? urls.split(",") : undefined;
}

/** pg_dump leaves its settings and prepared statements behind. */
export async function resetSession(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("DISCARD ALL");
  } finally {
    await client.end();
  }
}
