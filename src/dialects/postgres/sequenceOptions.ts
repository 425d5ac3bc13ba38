// What of a sequence is not as the server makes one for a column of its type ("CREATE SEQUENCE" in PostgreSQL's manual).
import type { SequenceOptions } from "../../schema/schema";

/** A row of pg_sequence as text: seqtypid, seqincrement, seqmin, seqmax, seqstart, seqcache, seqcycle. */
export type SequenceParts = readonly [
  type: string,
  increment: string,
  minimum: string,
  maximum: string,
  start: string,
  cache: string,
  cycle: string,
];

/** The type of the sequence that a column of this type is given. */
export const sequenceTypeOf = (columnType: string): string =>
  bits.has(columnType) ? columnType : "integer";

const bits: ReadonlyMap<string, number> = new Map([
  ["smallint", 16],
  ["integer", 32],
  ["bigint", 64],
]);

/** `undefined` where all is usual. `marks` are what is set by hand besides. */
export function sequenceOptions(
  [type, increment, minimum, maximum, start, cache, cycle]: SequenceParts,
  columnType: string,
  marks: Pick<SequenceOptions, "comment" | "grants">,
): SequenceOptions | undefined {
  const bitsOfType = BigInt(bits.get(type) ?? 64);
  const options: SequenceOptions = {
    ...(type === sequenceTypeOf(columnType) ? {} : { type }),
    ...(increment === "1" ? {} : { increment }),
    ...(minimum === "1" ? {} : { minimum }),
    ...(maximum === String(2n ** (bitsOfType - 1n) - 1n) ? {} : { maximum }),
    ...(start === "1" ? {} : { start }),
    ...(cache === "1" ? {} : { cache }),
    ...(cycle === "true" ? { cycle: true as const } : {}),
    ...marks,
  };
  return Object.keys(options).length === 0 ? undefined : options;
}

export const isDescending = ({ increment = "1" }: SequenceOptions): boolean =>
  increment.startsWith("-");

/** As clauses of ALTER SEQUENCE. */
export function optionClauses({
  type,
  increment,
  minimum,
  maximum,
  start,
  cache,
  cycle,
}: SequenceOptions): string[] {
  return [
    ...(type === undefined ? [] : [`AS ${type}`]),
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(minimum === undefined ? [] : [`MINVALUE ${minimum}`]),
    ...(maximum === undefined ? [] : [`MAXVALUE ${maximum}`]),
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle === undefined ? [] : ["CYCLE"]),
  ];
}
