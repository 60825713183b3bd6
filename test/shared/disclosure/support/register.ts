import { createHash } from 'node:crypto';
import type { PublicEntry, PublicFields } from '../../../../shared/disclosure/entry.ts';
import type { PublicationSource, RecordRef, RecordStanding } from '../../../../shared/disclosure/publication-source.ts';
import type { WithdrawnNotice } from '../../../../shared/disclosure/withdrawn.ts';
import { type CalendarDate, calendarDate } from '../../../../shared/kernel/beijing-time.ts';

/** A record of the test's own register. */
export interface TestRecord {
  readonly id: string;
  readonly version: number;
  readonly kind: 'administrative-penalty' | 'administrative-licence';
  readonly from: CalendarDate;
  readonly until?: CalendarDate;
  readonly ended?: WithdrawnNotice | 'withdrawn';
  readonly fields: PublicFields;
}

export const publicIdOf = (id: string): string =>
  createHash('sha256').update(id).digest().subarray(0, 16).toString('base64url');
const saltOf = (id: string, version: number): string => publicIdOf(`salt ${id} ${version}`);

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code with its check character (GB 32100-2015), from area 210299, which is nobody's. */
export const creditCode = (serial: number): string => {
  const body = `91210299${String(serial).padStart(8, '0')}X`;
  const sum = [...body].reduce((total, character, at) => total + (3 ** at % 31) * ALPHABET.indexOf(character), 0);
  return `${body}${ALPHABET[(31 - (sum % 31)) % 31]}`;
};

export const refOf = (id: string): RecordRef => ({ recordId: id, recordPk: `ORG#${id}`, recordSk: `penalty#${id}` });

export const penalty = (
  id: string,
  given: Partial<Omit<TestRecord, 'from' | 'until'>> & { from?: string; until?: string; subject?: number } = {},
): TestRecord => {
  const { from = '2026-11-01', until = '2027-02-01', subject = 1, fields, ...rest } = given;
  return {
    id,
    version: 1,
    kind: 'administrative-penalty',
    ...rest,
    from: calendarDate(from),
    ...(until === '' ? {} : { until: calendarDate(until) }),
    fields: {
      subjectName: `庄河示例${id}有限公司`,
      unifiedSocialCreditCode: creditCode(subject),
      departmentCode: 'market',
      documentNumber: `庄市监罚〔2026〕${id}号`,
      penaltyCategories: ['罚款', '警告'],
      fineFen: 2_000_000,
      decisionDate: '2026-10-30',
      ...fields,
    },
  };
};

export const licence = (id: string, given: Parameters<typeof penalty>[1] = {}): TestRecord =>
  penalty(id, {
    kind: 'administrative-licence',
    until: '',
    fields: { licenceContent: '食品经营', ...given.fields },
    ...given,
  });

export const notice = (id: string, withdrawnOn: string): WithdrawnNotice => ({
  kind: 'administrative-penalty',
  departmentCode: 'market',
  departmentName: '庄河市市场监督管理局',
  documentNumber: `庄市监罚〔2026〕${id}号`,
  verb: 'revoke',
  reason: '事实不清',
  withdrawnOn: calendarDate(withdrawnOn),
});

export const entryOf = ({ id, version, kind, until, fields }: TestRecord): PublicEntry => ({
  publicId: publicIdOf(id),
  version,
  salt: saltOf(id, version),
  fields: {
    ...Object.fromEntries(
      Object.entries(fields).filter(([name]) =>
        kind === 'administrative-licence' ? !name.startsWith('penalty') && name !== 'fineFen' : true,
      ),
    ),
    kind,
    ...(until && { publicUntil: until }),
  },
});

/** What the law says of a test record on a day. */
export const standingOf = (record: TestRecord, today: CalendarDate): RecordStanding => {
  const { kind, from, until, ended } = record;
  const whose = { department: 'market', kind };
  if (ended === 'withdrawn') return { ...whose, state: 'not-public' };
  if (ended) return { ...whose, state: 'not-public', statutoryEnd: ended };
  if (until !== undefined && until <= today) return { ...whose, state: 'not-public' };
  if (from > today) return { ...whose, state: 'later', entersOn: from };
  return { ...whose, state: 'public', entry: entryOf(record), leavesOn: until };
};

/** A register in memory: what the publisher asks, and faults to order. */
export const testRegister = () => {
  const records = new Map<string, TestRecord>();
  const broken = new Set<string>();
  const source: PublicationSource = {
    standings: async (refs, today) => {
      if (refs.some(({ recordId }) => broken.has(recordId))) throw new Error('a head cannot be read');
      const known = refs.flatMap(({ recordId }) => records.get(recordId) ?? []);
      return new Map(known.map((record) => [record.id, standingOf(record, today)]));
    },
  };
  return { records, broken, source };
};
