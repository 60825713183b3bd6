import * as z from 'zod';
import { headKeyImage, instantImage } from '../register/head-image.ts';
import { CHANNELS, type Channel } from './channels.ts';
import type { Wanted } from './wanted.ts';

/** What the counterpart answered: it is shown or kept there, is gone from there, or was not taken. */
export const RECEIPT_STATES = ['acknowledged', 'removed', 'refused'] as const;

/** What was last sent of an entry for one channel, and the answer to it. */
export const ChannelState = z.object({
  op: z.enum(['put', 'remove']),
  /** Number of the package. */
  package: z.int().min(1),
  version: z.int().min(0),
  at: instantImage,
  /** Of what was sent; says nothing of a person's number, which is not in it. */
  digest: z.string().exactOptional(),
  receipt: z
    .object({ state: z.enum(RECEIPT_STATES), at: instantImage, reason: z.string().exactOptional() })
    .exactOptional(),
});
export type ChannelState = z.output<typeof ChannelState>;

/** An entry as the exchange knows it, under its public id: where its head lies, and how it stands with each channel. Holds no content. */
export const ExchangeEntry = z.object({
  entry: z.string(),
  what: z.enum(['record', 'typical-case']),
  id: z.string(),
  key: headKeyImage,
  kind: z.string(),
  department: z.string(),
  /** The newest version of the head that was heard of. */
  heard: z.int().min(1),
  /** The last package that spoke of it. */
  packed: z.int().min(1).exactOptional(),
  channels: z.partialRecord(z.enum(CHANNELS), ChannelState),
  /** Id of the notice of its end to the superior platform. */
  notice: z.string().exactOptional(),
});
export type ExchangeEntry = z.output<typeof ExchangeEntry>;

/** What is to be sent of an entry: for which channels it is put, and from which it is taken back. */
export interface Due {
  readonly put: readonly Channel[];
  readonly remove: readonly Channel[];
}

/** Compares what was sent with what should be there. The same content is not sent twice, also where it was refused. */
export const dueOf = (
  { channels }: Pick<ExchangeEntry, 'channels'>,
  wanted: Pick<Wanted, 'channels'>,
  digest: string | undefined,
): Due => ({
  put: wanted.channels.filter((channel) => {
    const sent = channels[channel];
    return sent === undefined || sent.op === 'remove' || sent.digest !== digest;
  }),
  remove: CHANNELS.filter((channel) => channels[channel]?.op === 'put' && !wanted.channels.includes(channel)),
});

/** How an entry stands in a channel: 已报送、已确认、已发撤除、已撤除、被退回. */
export const CHANNEL_STANDINGS = ['sent', 'acknowledged', 'removal-sent', 'removed', 'refused'] as const;
export type ChannelStanding = (typeof CHANNEL_STANDINGS)[number];

/** The word for what was sent and answered. A removal that was refused is still owed. */
export const standingIn = ({ op, receipt }: ChannelState): ChannelStanding => {
  if (op === 'remove') return receipt?.state === 'removed' ? 'removed' : 'removal-sent';
  if (receipt === undefined) return 'sent';
  return receipt.state === 'refused' ? 'refused' : 'acknowledged';
};

/** Whether every channel that was told to take the entry back has said that it is gone. */
export const isRemovedEverywhere = ({ channels }: Pick<ExchangeEntry, 'channels'>): boolean =>
  Object.values(channels).every((state) => state.op !== 'remove' || state.receipt?.state === 'removed');
