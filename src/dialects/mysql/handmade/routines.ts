// Procedures, functions and events that speak of what goes or gets another name: the servers let them be, and they fail when they run.
import type { NewNames } from "../../../operations/rename";
import type { Handmade } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isNothing, maySpeakOf, usedIn, type Lost } from "./lost";
import { shownName } from "./nameIn";

interface RoutineRow {
  readonly subject: string;
  readonly name: string;
  readonly schema: string;
  readonly own: string | null;
  /** NULL for who may not see it. */
  readonly text: string | null;
}

/** One query, where anything is lost. They may be in any database. */
export async function routines(
  database: Database,
  lost: Lost,
  names: NewNames,
): Promise<Handmade[]> {
  if (isNothing(lost)) return [];
  const rows = await database.query<RoutineRow>(routinesQuery(lost));
  return rows.flatMap((row): Handmade[] => {
    const used = usedIn(row, lost, names);
    return used.uses.length + used.usesTables.length === 0
      ? []
      : [
          {
            subject: row.subject,
            name: row.name,
            ...used,
            goesWith: "breaks",
            down: [],
            up: [],
          },
        ];
  });
}

const routinesQuery = (lost: Lost): string => `
  SELECT LOWER(ROUTINE_TYPE) AS \`subject\`, ${shownName("ROUTINE_SCHEMA", "ROUTINE_NAME")} AS \`name\`, ROUTINE_SCHEMA AS \`schema\`,
         DATABASE() AS \`own\`, ROUTINE_DEFINITION AS \`text\`
    FROM information_schema.ROUTINES
   WHERE ${maySpeakOf("ROUTINE_DEFINITION", lost)}
   UNION ALL
  SELECT 'event', ${shownName("EVENT_SCHEMA", "EVENT_NAME")}, EVENT_SCHEMA, DATABASE(), EVENT_DEFINITION
    FROM information_schema.EVENTS
   WHERE ${maySpeakOf("EVENT_DEFINITION", lost)}
   ORDER BY 1, 2`;
