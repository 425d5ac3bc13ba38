// Answers that reach too far, contradict each other or the entities: refused, or of no effect on what was not asked.
import { autogenerate, type Answers, type QuestionKind } from "../../src";
import { asked, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import type { Walk } from "../judges/walk";

const text = { type: "text" } as const;

function contradicted(
  name: string,
  message: RegExp,
  given: Walk & { readonly answers: Answers },
): void {
  it(name, async () => {
    await onDatabase(given, async (url, directory) => {
      await expect(
        autogenerate(dataSourceOf(url, given.to), {
          directory,
          answers: given.answers,
        }),
      ).rejects.toThrow(message);
    });
  });
}

asked(
  "a glob that drops tables leaves the columns of others in question",
  ["renamedColumn"] satisfies QuestionKind[],
  {
    from: [entity("user", { name: text }), entity("user_old", { name: text })],
    to: [entity("user", { fullName: text })],
    answers: { drops: ["user*"] },
  },
);

contradicted("a column that an entity still has is not renamed", /still has/, {
  from: [entity("pet", { name: text })],
  to: [entity("pet", { name: text, call: { ...text, nullable: true } })],
  answers: { renames: { "pet.name": "call" } },
});

const mood = (...labels: string[]) => ({
  type: "enum" as const,
  enum: labels,
  enumName: "mood",
});

const moods = {
  from: [
    entity("pet", { mood: mood("good", "bad", "odd") }),
    entity("owner", { mood: mood("good", "bad", "odd") }),
  ],
  to: [
    entity("pet", { mood: mood("good", "bad") }),
    entity("owner", { mood: mood("good", "bad") }),
  ],
};

contradicted("a label becomes one other", /contradict each other/, {
  from: [entity("pet", { mood: mood("good", "bad", "odd") })],
  to: [entity("pet", { mood: mood("good", "bad") })],
  answers: {
    enumValues: { mood: { odd: "bad" }, "pet.mood": { odd: "good" } },
  },
});

contradicted("a shared type is answered for as a whole", /is shared by/, {
  ...moods,
  answers: { enumValues: { "pet.mood": { odd: "bad" } } },
});

asked(
  "a label that goes together with the name of its type",
  ["enumLabels"] satisfies QuestionKind[],
  {
    from: [
      entity("pet", { mood: { type: "enum", enum: ["good", "bad", "odd"] } }),
    ],
    to: [entity("animal", { mood: { type: "enum", enum: ["good", "bad"] } })],
    rows: { pet: [{ id: 1, mood: "odd" }] },
    answers: { renames: { pet: "animal" } },
  },
);
