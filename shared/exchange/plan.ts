import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import type { CreditRecord } from '../records/record.ts';
import { instantImage } from '../register/head-image.ts';
import { dueOfEnd, type EndType } from '../withdrawal-ledger/end-due.ts';
import { CHANNELS, type Channel } from './channels.ts';
import type { ChannelState, Due } from './entry.ts';
import { SUPERIOR_PLATFORM } from './superior-platform.ts';

/** What becomes of an entry's state once its package went out. Holds no content: public ids, versions and digests. */
export const PlannedEntry = z.object({
  entry: z.string(),
  id: z.string(),
  kind: z.string(),
  department: z.string(),
  unifiedSocialCreditCode: z.string().exactOptional(),
  version: z.int().min(1),
  put: z.array(z.enum(CHANNELS)).readonly(),
  remove: z.array(z.enum(CHANNELS)).readonly(),
  digest: z.string().exactOptional(),
  /** As what its removal is told; a typical case has no clock of its own. */
  ends: z.enum(['record.ended', 'record.suspended', 'record.publicity-ended']).exactOptional(),
  /** The version by which it was looked at, and when it is looked at next. */
  heard: z.int().min(1),
  lookOn: dateText.exactOptional(),
});
export type PlannedEntry = z.output<typeof PlannedEntry>;

/** What is to be done when a package has gone out: kept beside it until it is done. */
export const Plan = z.object({
  sequence: z.int().min(1),
  cutAt: instantImage,
  files: z.array(z.string()).readonly(),
  entries: z.array(PlannedEntry).readonly(),
});
export type Plan = z.output<typeof Plan>;

/** As what the removal of a record is told to who must take it off. */
export const endTypeOf = (record: CreditRecord | undefined): EndType & PlannedEntry['ends'] => {
  if (record === undefined || record.state === 'ended') return 'record.ended';
  return record.suspension === undefined ? 'record.publicity-ended' : 'record.suspended';
};

/** The notice of an entry's end to the superior platform: its receipt acknowledges it, and until then it has a clock as everybody's has. */
export const noticeOf = (
  { ends, id, version, kind, department, unifiedSocialCreditCode }: PlannedEntry,
  { cutAt: at }: Pick<Plan, 'cutAt'>,
  idOf: (text: string) => string,
): Notification | undefined => {
  if (ends === undefined) return undefined;
  const about = {
    id,
    version,
    kind,
    department,
    ...(unifiedSocialCreditCode && { subject: { unifiedSocialCreditCode } }),
  };
  return notification(about, { type: ends, recipient: SUPERIOR_PLATFORM, at, ...dueOfEnd(ends, at) }, idOf);
};

/** How the channels of an entry stand once its package is out. */
export const channelsAfter = (
  { put, remove, version, digest }: Pick<PlannedEntry, keyof Due | 'version' | 'digest'>,
  { sequence, cutAt: at }: Pick<Plan, 'sequence' | 'cutAt'>,
): Readonly<Partial<Record<Channel, ChannelState>>> => {
  const said = { package: sequence, version, at };
  return Object.fromEntries([
    ...put.map((channel) => [channel, { op: 'put', ...said, ...(digest && { digest }) }] as const),
    ...remove.map((channel) => [channel, { op: 'remove', ...said }] as const),
  ]);
};
