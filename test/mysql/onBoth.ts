// One definition of cases for both servers.
import { describeOn } from "../servers";
import { casesOn, type Cases } from "../judges/cases";

export type Kind = "mysql" | "mariadb";

/** Defines the cases once for MySQL and once for MariaDB. */
export function onBoth(define: (cases: Cases, kind: Kind) => void): void {
  for (const kind of ["mysql", "mariadb"] as const)
    describeOn(kind, kind, () => {
      define(casesOn(kind), kind);
    });
}
