// The functions of a migration file: one for each way; or, where something cannot be in a transaction, that and then the rest in one.
import { StructureKind, type FunctionDeclarationStructure } from "ts-morph";
import type { Plan, Step } from "../plan/plan";
import { comment } from "./comments";
import type { MigrationFile } from "./file";
import { questionBlock, refusalBlock } from "./questions";
import { stepBlocks } from "./steps";

/** Whether the file opens its transaction itself, after what cannot be in one. */
export const hasOwnTransaction = ({ plan }: MigrationFile): boolean =>
  plan?.upgrade.some(isOutside) ?? false;

const isOutside = ({ statements }: Step): boolean =>
  statements.some(({ transactional }) => !transactional);

export function functionsOf(
  file: MigrationFile,
  typed: boolean,
): (FunctionDeclarationStructure | string)[] {
  const bodies = [upgradeBody(file), downgradeBody(file)];
  if (!hasOwnTransaction(file))
    return bodies.map((body) => moving(body.name, body, typed));
  const parts = bodies.map((body) => {
    const end = body.steps.map(isOutside).lastIndexOf(true) + 1;
    return {
      ...body,
      ahead: body.steps.slice(0, end),
      rest: body.steps.slice(end),
    };
  });
  return [
    ...parts.map(({ name, refusals, ahead }) =>
      moving(
        name,
        {
          refusals,
          steps: ahead,
          idle: "",
          after: inTransaction(insideOf(name)),
        },
        typed,
      ),
    ),
    ...parts.map(({ name, rest, idle }) =>
      moving(insideOf(name), { refusals: [], steps: rest, idle }, typed),
    ),
    transactionFunction(typed),
  ];
}

/** `upgradeInside`: what of the upgrade is in the transaction. */
const insideOf = (name: string): string => `${name}Inside`;

const inTransaction = (name: string): string =>
  `await inTransaction(queryRunner, ${name});`;

interface Body {
  /** What stands before the statements. */
  readonly refusals: readonly string[];
  readonly steps: readonly Step[];
  /** What to say where there is nothing to do. */
  readonly idle: string;
  /** What stands after them. */
  readonly after?: string;
}

function moving(
  name: string,
  { refusals, steps, idle, after }: Body,
  typed: boolean,
): FunctionDeclarationStructure {
  const blocks = [
    ...refusals,
    ...stepBlocks(steps),
    ...(after === undefined ? [] : [after]),
  ];
  const used =
    after !== undefined ||
    steps.some(({ statements }) => statements.length > 0);
  return {
    kind: StructureKind.Function,
    isAsync: true,
    name,
    parameters: [
      {
        name: used ? "queryRunner" : "_queryRunner",
        ...(typed && { type: "QueryRunner" }),
      },
    ],
    ...(typed
      ? { returnType: "Promise<void>" }
      : {
          docs: [
            `@param {import("typeorm").QueryRunner} ${used ? "queryRunner" : "_queryRunner"}`,
          ],
        }),
    statements: blocks.length === 0 ? comment([idle]) : blocks.join("\n\n"),
  };
}

/** All of it or nothing, as the runners do it for other files. A text, since ts-morph breaks no line of parameters. */
const transactionFunction = (typed: boolean): string => `${
  typed
    ? `async function inTransaction(
  queryRunner: QueryRunner,
  move: (queryRunner: QueryRunner) => Promise<void>,
): Promise<void> {`
    : `/**
 * @param {import("typeorm").QueryRunner} queryRunner
 * @param {(queryRunner: import("typeorm").QueryRunner) => Promise<void>} move
 */
async function inTransaction(queryRunner, move) {`
}
  await queryRunner.startTransaction();
  try {
    await move(queryRunner);
    await queryRunner.commitTransaction();
  } catch (error) {
    await queryRunner.rollbackTransaction();
    throw error;
  }
}`;

interface Way extends Body {
  readonly name: keyof Pick<Plan, "upgrade" | "downgrade">;
}

function upgradeBody({ plan, revises }: MigrationFile): Way {
  const merges = plan === undefined && revises.length > 1;
  const idle =
    plan === undefined ? "Nothing yet." : "Nothing: nothing differs any more.";
  return {
    name: "upgrade",
    refusals: plan?.questions.map(questionBlock) ?? [],
    steps: plan?.upgrade ?? [],
    idle: merges ? "Nothing: this revision joins its parents." : idle,
  };
}

function downgradeBody({ plan }: MigrationFile): Way {
  return {
    name: "downgrade",
    refusals: plan?.questions.map(refusalBlock) ?? [],
    steps: plan?.downgrade ?? [],
    idle: "Nothing to take back.",
  };
}
