// Runs once before all test files: settles the PostgreSQL server that they share, and says what else this machine cannot have.
import {
  canHave,
  extensions,
  findServer,
  hasExtension,
  needs,
  notRun,
} from "./find";

export default async function prepare(): Promise<void> {
  const { url } = await findServer("postgres", wantedMajor());
  // Test files run in processes of their own, which look at the environment first.
  process.env.TEST_POSTGRES_URL = url;

  const missing: string[] = [];
  for (const need of needs) {
    if (await canHave(need)) continue;
    missing.push(need);
    console.error(notRun(need));
  }
  // What is packaged for no server of this machine is nobody's fault.
  const unpackaged: string[] = [];
  for (const extension of extensions) {
    if (await hasExtension(url, extension)) continue;
    unpackaged.push(extension);
    console.error(notRun(extension));
  }
  // Where CI is set nothing else may be skipped: the tests then run, and fail for want of it.
  process.env.TEST_MISSING = [
    ...(process.env.CI ? [] : missing),
    ...unpackaged,
  ].join(",");
}

function wantedMajor(): number | undefined {
  const major = process.env.TEST_POSTGRES_VERSION;
  return major ? Number(major) : undefined;
}
