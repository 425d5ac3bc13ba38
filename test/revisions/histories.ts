// Histories to test with: migration classes that do as little as possible, and what is read from them.
import type { MigrationInterface, QueryRunner } from "typeorm";
import { graphOf } from "../../src/revisions/graph";
import type { History } from "../../src/revisions/history";
import { foundAs, revisionsOf } from "../../src/revisions/revision";

export type MigrationClass = new () => MigrationInterface;

/** An id for each small number, in the same order. */
export const idOf = (number: number): string =>
  String(1_700_000_000_000 + number);

export interface MigrationBody {
  readonly revises?: string | readonly string[];
  readonly up?: readonly string[];
  readonly down?: readonly string[];
  readonly transaction?: boolean;
}

/** A migration class with that number and name, and statements both ways. */
export function migration(
  name: string,
  number: number,
  { revises, up = [], down = [], transaction }: MigrationBody = {},
): MigrationClass {
  class Migration implements MigrationInterface {
    readonly name = `${name}${idOf(number)}`;
    transaction?: boolean;

    constructor() {
      if (transaction !== undefined) this.transaction = transaction;
    }

    async up(queryRunner: QueryRunner): Promise<void> {
      for (const sql of up) await queryRunner.query(sql);
    }

    async down(queryRunner: QueryRunner): Promise<void> {
      for (const sql of down) await queryRunner.query(sql);
    }
  }
  return revises === undefined
    ? Migration
    : Object.assign(Migration, { revises });
}

/** The history that these classes make, with those of them applied that are named. */
export function historyOf(
  classes: readonly MigrationClass[],
  applied: readonly string[] = [],
): History {
  const revisions = revisionsOf(
    classes.map((Migration) => foundAs(new Migration())),
  );
  return {
    graph: graphOf(revisions),
    applied: applied.map((name) => ({ id: name.slice(-13), name })),
    unread: [],
  };
}
