import * as z from 'zod';
import type { Failure } from '../kernel/failure.ts';
import { shortText } from '../kernel/schema.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { CHANNELS } from './channels.ts';
import { type ExchangeEntry, RECEIPT_STATES } from './entry.ts';

/** Format of receipts (docs/exchange-format.md). */
export const RECEIPT_FORMAT = 'joint-credit-exchange-receipt/1';

/** A package has some thousand entries, each for three channels. */
const MOST_ANSWERS = 10_000;

const Answer = z.strictObject({
  entry: z.string().regex(/^[\w-]{22}$/),
  channel: z.enum(CHANNELS),
  state: z.enum(RECEIPT_STATES),
  reason: shortText(500).exactOptional(),
});
export type ReceiptAnswer = z.output<typeof Answer>;

/** What the counterpart says became of the entries of a package, channel by channel; in one receipt or in several. */
export const Receipt = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  package: z.int().min(1),
  entries: z.array(Answer).min(1).max(MOST_ANSWERS),
});
export type Receipt = z.output<typeof Receipt>;

/** What is wrong with the whole of a receipt: somebody's number in a reason. */
export const receiptFailures = ({ entries }: Receipt): readonly Failure[] =>
  identityNumbersIn(
    entries.flatMap(({ reason }, index) =>
      reason === undefined ? [] : [{ pointer: `/entries/${index}/reason`, text: reason }],
    ),
  );

/** What an answer means: it is the answer to what was said last, to something older, or to nothing that was said. */
export const meaningOf = (
  entry: Pick<ExchangeEntry, 'channels'> | undefined,
  { channel, state }: Pick<ReceiptAnswer, 'channel' | 'state'>,
  sequence: number,
): 'answer' | 'superseded' | 'unsaid' => {
  const said = entry?.channels[channel];
  if (said === undefined || said.package < sequence) return 'unsaid';
  if (said.package > sequence) return 'superseded';
  const fitting = said.op === 'put' ? 'acknowledged' : 'removed';
  return state === 'refused' || state === fitting ? 'answer' : 'unsaid';
};
