// Constants of binary columns, in one spelling: they need not be text.
import { literal, literalValue } from "../quote";
import { baseOf } from "../types";

/** The bytes of one constant; `undefined` for any other text. */
export function bytesOf(text: string): Buffer | undefined {
  const [, quoted, bare] =
    /^(?:x'((?:[0-9a-f]{2})*)'|0x((?:[0-9a-f]{2})*))$/i.exec(text) ?? [];
  const hex = quoted ?? bare;
  if (hex !== undefined) return Buffer.from(hex, "hex");
  const value = literalValue(text);
  return value === undefined ? undefined : Buffer.from(value, "utf8");
}

/** A column of a fixed length has zeros at the end of its default, whoever typed them. */
export function binaryConstant(bytes: Buffer, type: string): string {
  const kept = baseOf(type) === "binary" ? withoutZeros(bytes) : bytes;
  return kept.every(isPrintable)
    ? literal(kept.toString("latin1"))
    : `x'${kept.toString("hex")}'`;
}

function withoutZeros(bytes: Buffer): Buffer {
  let length = bytes.length;
  while (bytes[length - 1] === 0) length -= 1;
  return bytes.subarray(0, length);
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
