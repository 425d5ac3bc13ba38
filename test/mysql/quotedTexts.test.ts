// Values that JSON has as texts in quotes: the choice is offered, and its way back takes the quotes away.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { Question } from "../../src";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;

const first = (questions: readonly Question[]) => ({
  ...questions[0]?.choices[0]?.answers,
});

onBoth(({ there }, kind) => {
  const carried = (
    name: string,
    from: EntitySchemaColumnOptions,
    value: string,
  ): void => {
    const rows = {
      thing: [
        { id: 1, v: value },
        { id: 2, v: null },
      ],
    };
    there(`${name} as JSON, and back`, {
      from: [entity("thing", { id, v: { ...from, nullable: true } })],
      to: [entity("thing", { id, v: { type: "json", nullable: true } })],
      rows,
      answered: first,
      essence: (shown) =>
        typeof shown === "string" ? shown.replaceAll('"', "") : shown,
      upgraded: rows,
      downgraded: rows,
    });
  };
  carried("a time", { type: "time" }, "10:11:12");
  if (kind === "mariadb") {
    carried("a uuid", { type: "uuid" }, "00000000-0000-0000-0000-000000000001");
    carried("an address", { type: "inet6" }, "::1");
  }
});
