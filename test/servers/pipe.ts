// Scripts as a DBA runs them.
import { execFileSync } from "node:child_process";

/** Runs a script by the server's own client, which stops at the first error. */
export function pipe(url: string, sql: string): void {
  const { protocol, hostname, port, username, password, pathname } = new URL(
    url,
  );
  const [command, args] =
    protocol === "postgres:"
      ? ["psql", ["-qX", "-v", "ON_ERROR_STOP=1", url]]
      : [
          "mysql",
          [
            ...["-h", hostname, "-P", port || "3306", "-u", username],
            ...["--protocol=tcp", `--password=${password}`],
            pathname.slice(1),
          ],
        ];
  // What such a client takes text for by itself depends on the locale.
  const env = { ...process.env, LC_ALL: "C" };
  execFileSync(command, args, { input: sql, env, stdio: "pipe" });
}
