import type { Brand } from './brand.ts';
import { fail, ok, type Result } from './result.ts';

/** An amount of money in fen 分 (1/100 yuan): a whole number from 0 to 2^53 − 1. */
export type Fen = Brand<number, 'Fen'>;

/** Why an amount in 万元 is refused: no plain decimal, below zero, finer than a fen, or too large to count. */
export type AmountFailure = { readonly kind: 'format' | 'negative' | 'precision' | 'too-large' };

/** 1 万元 is 10,000 yuan is 1,000,000 fen: six decimals, as the national tables have them (CF_NR_FK), are exact fen. */
const FEN_PER_WAN = 1_000_000;
const DECIMALS = 6;
/** Up to so many significant digits a double is the decimal that was sent; more must come as text. */
const EXACT_DIGITS = 15;

/** The amount of a stored or received count of fen, or undefined; never a negative zero. */
export const parseFen = (value: unknown): Fen | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? ((value + 0) as Fen) : undefined;

/**
 * The amount that 万元 name: a plain decimal as text or as a number, with at most six decimals, trailing zeros included.
 * Exact: the digits are read, nothing is rounded.
 */
export const fenFromWan = (wan: string | number): Result<Fen, AmountFailure> => {
  const text = String(wan).trim();
  const [, sign, whole = '', decimals = ''] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  // A number below 10^-6 or from 10^21 on is written with an exponent.
  if (typeof wan === 'number' && /^\d.*e-/.test(text)) return fail({ kind: 'precision' });
  if (typeof wan === 'number' && /^\d.*e\+/.test(text)) return fail({ kind: 'too-large' });
  if (whole === '') return fail({ kind: 'format' });
  if (sign === '-') return fail({ kind: 'negative' });
  if (decimals.length > DECIMALS) return fail({ kind: 'precision' });
  if (typeof wan === 'number' && (whole + decimals).length > EXACT_DIGITS) return fail({ kind: 'precision' });
  const fen = parseFen(Number(whole) * FEN_PER_WAN + Number(decimals.padEnd(DECIMALS, '0')));
  return fen === undefined ? fail({ kind: 'too-large' }) : ok(fen);
};

/** The amount in 万元 with six decimals: 200,000 fen is `0.200000`. */
export const wanFromFen = (fen: Fen): string => {
  const digits = String(fen).padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
};
