import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { isRecordKind, NATIONAL_KINDS } from '../records/kinds/kinds.ts';
import { type PublicSubject, publicCategory } from '../records/publicity.ts';
import type { SubjectCategory } from '../subjects/subject.ts';
import data from './channels.json' with { type: 'json' };

/** Where an entry is shown or kept beyond this system: 信用大连, 公示系统, 部门网站. */
export const CHANNELS = ['credit-dalian', 'enterprise-publicity', 'department-site'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Kind under which a typical case 典型案例 is exchanged: no record, but told to the superior platform too. */
export const TYPICAL_CASE = 'typical-case';

interface Rule {
  readonly from: string;
  readonly to?: string;
  readonly kinds: readonly string[];
  readonly of: readonly string[];
  /** First character of the unified code: who registered the subject (9: market supervision, so an enterprise or trader). */
  readonly registeredBy?: string;
}

interface ChannelData {
  readonly code: string;
  readonly name: Label;
  readonly rules: readonly Rule[];
}

const TABLE: readonly ChannelData[] = data.channels;
const named = new Map(TABLE.map((channel) => [channel.code, channel]));

const channelData = (channel: Channel): ChannelData => {
  const found = named.get(channel);
  if (found === undefined) throw new Error(`channels.json says nothing of ${channel}`);
  return found;
};

/** What a channel is called. */
export const channelName = (channel: Channel): Label => channelData(channel).name;

const isKnown = (kind: string): boolean =>
  kind === TYPICAL_CASE || (isRecordKind(kind) && NATIONAL_KINDS.includes(kind));

const isOf = ({ of, registeredBy }: Rule, subject: PublicSubject | undefined): boolean => {
  if (subject === undefined) return of.length === 0;
  const category: SubjectCategory = publicCategory(subject);
  if (!of.includes(category)) return false;
  return registeredBy === undefined || subject.unifiedSocialCreditCode?.startsWith(registeredBy) === true;
};

/** The channels for which a kind on a subject (none: of a typical case) is given to the superior platform on a day. */
export const channelsFor = (
  kind: string,
  subject: PublicSubject | undefined,
  today: CalendarDate,
): readonly Channel[] =>
  CHANNELS.filter((channel) =>
    channelData(channel).rules.some(
      (rule) =>
        rule.from <= today &&
        (rule.to === undefined || today <= rule.to) &&
        rule.kinds.includes(kind) &&
        isKnown(kind) &&
        isOf(rule, subject),
    ),
  );

/** Whether a kind on a subject was ever to be given on, or will be: of all others nothing is noted. */
export const isEverExchanged = (kind: string, subject: PublicSubject | undefined): boolean =>
  isKnown(kind) && TABLE.some(({ rules }) => rules.some((rule) => rule.kinds.includes(kind) && isOf(rule, subject)));
