import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import {
  addDays,
  addMonths,
  beijingDate,
  beijingMidnight,
  type EpochSeconds,
  type Instant,
  toEpochSeconds,
} from '../kernel/beijing-time.ts';
import { Asking, LoggedAnswer } from './check.ts';

/** Who asked, why and what was answered is kept for five years. */
const KEPT_MONTHS = 60;

/** When what was written at a moment may vanish. */
export const expiryOf = (at: Instant): EpochSeconds =>
  toEpochSeconds(beijingMidnight(addDays(addMonths(beijingDate(at), KEPT_MONTHS), 1)));

/** Where a check and what belongs to it lie in the derived table. */
export const checkKeys = {
  partition: (id: string): string => `CHECK#${id}`,
  check: (id: string) => ({ pk: `CHECK#${id}`, sk: 'CHECK' }),
  decision: (id: string) => ({ pk: `CHECK#${id}`, sk: 'DECISION' }),
  outcome: (id: string, measure: string) => ({ pk: `CHECK#${id}`, sk: `OUTCOME#${measure}` }),
  asked: (id: string, asking: string, part: number) => ({
    pk: `CHECK#${id}`,
    sk: `ASKED#${asking}#${String(part).padStart(3, '0')}`,
  }),
  accesses: (subject: string): string => `ACCESS#${subject}`,
  access: (subject: string, at: Instant, id: string) => ({ pk: `ACCESS#${subject}`, sk: `${at}#${id}` }),
};

/** JSON of one item before it is deflated: with what deflate leaves of it far below the 400 KB of an item. */
const PART_CHARACTERS = 256_000;

const pack = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value));
const unpack = (body: Uint8Array): unknown => JSON.parse(inflateRawSync(body).toString('utf8'));

const inParts = (answers: readonly LoggedAnswer[]): readonly (readonly LoggedAnswer[])[] => {
  const parts: LoggedAnswer[][] = [[]];
  let characters = 0;
  for (const answer of answers) {
    const { length } = JSON.stringify(answer);
    if (characters > 0 && characters + length > PART_CHARACTERS) {
      parts.push([]);
      characters = 0;
    }
    parts.at(-1)?.push(answer);
    characters += length;
  }
  return parts;
};

/** An asking as the bodies of its items: the first holds what it is, each a part of the answers. */
export const packAsking = ({ answers, ...asking }: Asking): readonly Uint8Array[] =>
  inParts(answers).map((part, at) => pack(at === 0 ? { ...asking, answers: part } : { answers: part }));

const Rest = z.object({ answers: z.array(LoggedAnswer) });

/** Parses what `packAsking` made, the bodies in their order. */
export const unpackAsking = (first: Uint8Array, ...others: readonly Uint8Array[]): Asking => {
  const asking = Asking.parse(unpack(first));
  const rest = others.flatMap((body) => Rest.parse(unpack(body)).answers);
  return { ...asking, answers: [...asking.answers, ...rest] };
};
