import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { penalty } from '../builders/submissions.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startStack } from './support/stack.ts';

let stack: Awaited<ReturnType<typeof startStack>>;
beforeAll(async () => {
  stack = await startStack('2026-11-10T02:00:00.000Z');
});
afterAll(() => stack?.stop());

let serial = 0;
const posting = ({ from, until }: { from?: string; until?: string } = {}) => {
  serial += 1;
  const base = penalty(
    { documentNumber: `庄罚〔2026〕${serial}号` },
    until === undefined ? {} : { publicityEnd: until },
  );
  return { ...base, disclosure: { ...base.disclosure, ...(from && { publishFrom: from }) } };
};

/** The newest version, and the document numbers that it shows; what the verifier finds wrong fails the test. */
const shown = async () => {
  const reader = httpReader(stack.publicUrl);
  const { findings, summary } = await verifyDisclosure(reader);
  expect(findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return { version: summary?.version, numbers };
};

const latest = async (): Promise<{ version: number; projectedAt: string }> => stack.published('latest.json');

it('publishes on after its clock was set back by an hour, and dates nothing earlier than before', async () => {
  await stack.post(posting());
  await stack.publish();
  const first = await latest();
  await stack.clockAt('2026-11-10T01:00:00.000Z');
  await stack.post(posting());
  await stack.publish();
  expect(await shown()).toEqual({ version: 2, numbers: [1, 2] });
  expect((await latest()).projectedAt >= first.projectedAt).toBe(true);
  await stack.publish('daily');
  expect(await shown()).toEqual({ version: 3, numbers: [1, 2] });
});

it('shows nothing before its day, nor again what has left, after its clock was set back over midnight', async () => {
  await stack.clockAt('2026-11-12T02:00:00.000Z');
  const wrong = await stack.post(posting());
  const left = await stack.post(posting({ until: '2026-11-14' }));
  await stack.post(posting({ from: '2026-11-14' }));
  await stack.publish();
  await stack.clockAt('2026-11-13T16:10:00.000Z');
  await stack.publish('daily');
  expect(await shown()).toMatchObject({ numbers: [1, 2, 3, 5] });

  await stack.clockAt('2026-11-13T15:10:00.000Z');
  await stack.correct(left, 1, { remarks: '更正' });
  await stack.withdraw(wrong);
  await stack.post(posting({ from: '2026-11-14' }));
  await stack.post(posting({ until: '2026-11-14' }));
  await stack.publish();
  // Removals do not wait for the clock; what may be too early does.
  expect(await shown()).toMatchObject({ numbers: [1, 2, 5] });

  await stack.clockAt('2026-11-13T16:20:00.000Z');
  await stack.publish();
  expect(await shown()).toMatchObject({ numbers: [1, 2, 5, 6] });
});
