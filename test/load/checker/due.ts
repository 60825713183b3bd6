import type { Ledger, LedgerRecord } from '../ledger.ts';

/** Who must know of which records, and why: written down here once more, from the published list of subscriptions. */
const SUBSCRIBERS: readonly { recipient: string; wants: (record: LedgerRecord) => boolean }[] = [
  { recipient: 'credit-office', wants: () => true },
  { recipient: 'finance', wants: ({ kind, grade }) => kind === 'administrative-penalty' && grade === 'serious' },
  {
    recipient: 'market-regulation',
    wants: ({ kind }) => ['administrative-penalty', 'administrative-licence'].includes(kind),
  },
  {
    recipient: 'housing-construction',
    wants: ({ kind, department }) =>
      kind === 'administrative-penalty' && ['emergency-management', 'human-resources'].includes(department),
  },
];

/** What a change of a record means to those who were told of it. */
const TYPES: Readonly<Record<string, string>> = {
  correct: 'record.corrected',
  'confirm-withdrawal': 'record.ended',
  'mark-objection': 'record.objected',
  'settle-objection': 'record.objection-settled',
  'end-publicity': 'record.publicity-ended',
  suspend: 'record.suspended',
  resume: 'record.resumed',
  end: 'record.ended',
};

const recipientsOf = (record: LedgerRecord, { subscriptions }: Ledger): readonly string[] => {
  if (record.subject.category === 'person') return [];
  const seeded = SUBSCRIBERS.filter(({ wants }) => wants(record)).map(({ recipient }) => recipient);
  const approved = subscriptions
    .filter(
      ({ kinds, departments, from }) =>
        kinds.includes(record.kind) && departments.includes(record.department) && from <= record.receivedOn,
    )
    .map(({ recipient }) => recipient);
  return [...new Set([...seeded, ...approved])].filter((recipient) => recipient !== record.department);
};

/** What is due of one record: nothing while it is held. */
const dueOf = (record: LedgerRecord, ledger: Ledger): readonly (readonly [string, string])[] => {
  const recipients = recipientsOf(record, ledger);
  const { events, department } = record;
  const wasHeld = events.some(({ action }) => action === 'release-hold');
  const known = events.flatMap(({ action }) => {
    const first = action === 'release-hold' || (action === 'post' && !wasHeld && record.state !== 'held');
    const type = first ? 'record.posted' : TYPES[action];
    if (type === undefined) return [];
    const owner = action === 'suspend' || action === 'resume' ? [department] : [];
    return [...recipients, ...owner].map((recipient) => [recipient, type] as const);
  });
  // What is still in force ends before its content goes: both are said.
  const erased = record.erased ? ['record.ended', 'record.retention-ended'] : [];
  return [...known, ...erased.flatMap((type) => recipients.map((recipient) => [recipient, type] as const))];
};

export const keyOf = (recipient: string, about: string, type: string): string => [recipient, about, type].join('|');

/** How often each recipient must hear what about what, by all that was acknowledged. */
export const dueNotifications = (ledger: Ledger): ReadonlyMap<string, number> => {
  const due = new Map<string, number>();
  const add = (key: string, times = 1) => void due.set(key, (due.get(key) ?? 0) + times);
  for (const record of ledger.records.values())
    for (const [recipient, type] of dueOf(record, ledger)) add(keyOf(recipient, record.id, type));
  for (const { recipient, about, type, times } of ledger.due) add(keyOf(recipient, about, type), times);
  return due;
};
