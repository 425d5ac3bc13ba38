// The judges by the URL of the server.
import type { Judge } from "./judge";
import { mariadb, mysql } from "./mysql";
import { postgres } from "./postgres";

export type { Judge } from "./judge";

export function judgeOf(url: string): Judge {
  if (url.startsWith("mysql:")) return mysql;
  return url.startsWith("mariadb:") ? mariadb : postgres;
}
