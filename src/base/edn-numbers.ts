/** Numbers as EDN and JSON write them: those that JavaScript would round stay what they are. */
import type { Edn } from './edn.ts';

export const INTEGER = /^[+-]?\d+N?$/;
export const DECIMAL = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?M?$/;
export const RATIO = /^([+-]?\d+)\/(\d+)$/;
export const HEXADECIMAL = /^[+-]?0[xX][0-9a-fA-F]+N?$/;

/** A number where it is exact, a bigint beyond. */
export function integer(digits: string): number | bigint {
  const negative = digits.startsWith('-');
  const size = BigInt(digits.replace(/^[+-]/, ''));
  const value = negative ? -size : size;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/**
 * A number where it is exact: of decimals those that end in M are, digit for digit. One that a number cannot hold is a symbol that no text can
 * have otherwise; any other is the nearest number, as it is for Clojure.
 */
export function decimal(token: string): Edn {
  const digits = token.replace(/M$/, '');
  const near = Number(digits);
  if (digits === token || exactText(digits) === exactText(String(near))) return near;
  return { symbol: `${exactText(digits)}M` };
}

/** One text for all texts of the same decimal number: its digits without zeros at either end, and their power of ten. */
export function exactText(text: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  const kept = digits.slice(0, end);
  if (kept === '') return '0';
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - kept.length);
  return `${sign === '-' ? '-' : ''}${kept}e${exponent}`;
}
