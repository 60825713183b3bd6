import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { licence, penalty } from '../builders/submissions.ts';
import { inboxOf } from './support/inbox.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf, type PublicEntry } from './support/public-copy.ts';
import { startStack } from './support/stack.ts';

/** Three days pass without a publication; what had to leave and what may enter meanwhile is not done. */
const LAST_RUN = '2026-11-10T02:00:00.000Z';
const DEAD_DAYS = ['2026-11-11', '2026-11-12', '2026-11-13'] as const;
const NEXT_RUN = '2026-11-13T02:00:00.000Z';
const NEXT_DAY = '2026-11-13';

let stack: Awaited<ReturnType<typeof startStack>>;
beforeAll(async () => {
  stack = await startStack(LAST_RUN);
});
afterAll(() => stack?.stop());

let serial = 0;
const numbered = () => {
  serial += 1;
  const subject = {
    ...penalty().subject,
    name: `庄河示例第${serial}公司`,
    unifiedSocialCreditCode: creditCode(serial),
  };
  return { subject, documentNumber: `庄罚〔2026〕${serial}号` };
};
const endsOn = (publicityEnd: string) => penalty(numbered(), { publicityEnd });
const grantedUntil = (validTo: string) => licence(numbered(), { validTo });
const beginsOn = (publishFrom: string) => {
  const base = penalty(numbered());
  return { ...base, disclosure: { ...base.disclosure, publishFrom } };
};

/** What a reader shows who follows the rule of the format: nothing from 00:00 Beijing time of its `publicUntil` on. */
const asReadersSee = (entries: readonly PublicEntry[], day: string): readonly PublicEntry[] =>
  entries.filter(({ fields: { publicUntil } }) => publicUntil === undefined || day < String(publicUntil));

const openingOf = ({ body }: { body: { publicity?: { from: string; until?: string } } }) => body.publicity;

it('hurts no reader who hides what is over, and is made up for by the first run, which tells of it once', async () => {
  const ends = [endsOn('2026-11-11'), endsOn('2026-11-12'), endsOn('2026-11-13'), grantedUntil('2026-11-11')];
  const stays = [endsOn('2026-11-14'), penalty(numbered()), licence(numbered())];
  const enters = [beginsOn('2026-11-12'), beginsOn('2026-11-13')];
  const later = [beginsOn('2026-11-14')];
  const postings = [...ends, ...stays, ...enters, ...later];
  const ids = new Map<string, string>();
  for (const posting of postings) ids.set(posting.documentNumber, await stack.post(posting));
  await stack.publish();
  const reader = httpReader(stack.publicUrl);
  const numbers = (some: readonly { documentNumber: string }[]) => some.map((one) => one.documentNumber).sort();
  const lying = await entriesOf(reader);
  expect(numbersOf(lying)).toEqual(numbers([...ends, ...stays]));

  for (const day of DEAD_DAYS) {
    await stack.clockAt(`${day}T02:00:00.000Z`);
    await stack.idle();
    // The files lie as they were; a reader's own calendar decides, and it decides as the law does.
    expect(await entriesOf(reader)).toEqual(lying);
    const lawful = [];
    for (const posting of [...ends, ...stays]) {
      const opening = openingOf(await stack.read(ids.get(posting.documentNumber) ?? ''));
      if (opening && opening.from <= day && (opening.until === undefined || day < opening.until)) lawful.push(posting);
    }
    expect(numbersOf(asReadersSee(lying, day))).toEqual(numbers(lawful));
  }
  // A verifier that is asked as of today says that the publisher stands still.
  const stale = await verifyDisclosure(reader, { at: NEXT_RUN });
  expect(new Set(stale.findings.map(({ check }) => check))).toEqual(new Set(['publicity']));

  await stack.publish('daily');
  expect(numbersOf(await entriesOf(reader))).toEqual(numbers([...stays, ...enters]));
  expect(numbersOf(asReadersSee(await entriesOf(reader), NEXT_DAY))).toEqual(numbers([...stays, ...enters]));
  expect(await verifyDisclosure(reader, { at: NEXT_RUN })).toMatchObject({ ok: true, findings: [] });

  await stack.publish('additions');
  await stack.publish('daily');
  const told = (await inboxOf(stack.api, 'credit-office')).filter(({ type }) => type.endsWith('publicity-ended'));
  expect(told.map(({ subject }) => subject).sort()).toEqual(ends.map((one) => ids.get(one.documentNumber)).sort());
  expect(await verifyDisclosure(reader, { at: NEXT_RUN })).toMatchObject({ ok: true, findings: [] });
  reader.close();
});
