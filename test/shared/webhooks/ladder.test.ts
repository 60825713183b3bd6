import { describe, expect, it } from 'vitest';
import { type Instant, toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { afterAttempt, behind, type Delivery, newDelivery, sentAgain } from '../../../shared/webhooks/delivery.ts';
import { LADDER_MS, MOST_ATTEMPTS, nextAttempt } from '../../../shared/webhooks/ladder.ts';
import { isSilent, type Outcome, outcomeOfAnswer } from '../../../shared/webhooks/outcome.ts';
import { noticeOf } from '../../builders/webhooks.ts';

const START = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));
const DOWN: Outcome = { result: 'failed', fault: 'theirs', reason: 'answered-5xx', status: 503 };
const OURS: Outcome = { result: 'failed', fault: 'ours', reason: 'signing' };
const fresh = () => newDelivery('e', noticeOf('tax', 'a'), START);
const tried = (delivery: Delivery, outcome: Outcome, at: Instant, chance = 0) =>
  afterAttempt(delivery, { outcome, at, milliseconds: 1, chance });

/** Attempts each time it is due, until there is no next time. */
const climb = (outcome: Outcome, chance: number) => {
  const moments: number[] = [];
  let delivery: Delivery = fresh();
  while (delivery.nextAt !== undefined && moments.length < 50) {
    moments.push(toEpochMs(delivery.nextAt) - toEpochMs(START));
    delivery = tried(delivery, outcome, delivery.nextAt, chance);
  }
  return { moments, delivery };
};

describe('the ladder', () => {
  it('makes ten attempts over 75 hours and 35 minutes, then gives up', () => {
    const { moments, delivery } = climb(DOWN, 0);
    expect(moments).toHaveLength(10);
    expect(MOST_ATTEMPTS).toBe(10);
    expect(moments.at(-1)).toBe(LADDER_MS);
    expect(LADDER_MS).toBe((75 * 60 + 35) * 60_000 + 5_000);
    expect(delivery).toMatchObject({ state: 'dead', attempts: 10 });
    expect(delivery).not.toHaveProperty('nextAt');
  });

  it('is up to a tenth longer by chance, and never shorter', () => {
    const { moments } = climb(DOWN, 1);
    expect(moments).toHaveLength(10);
    expect(moments.at(-1)).toBe(LADDER_MS * 1.1);
  });

  it('waits as long as the receiver asks, where that is longer, but for a day at most', () => {
    const at = START;
    expect(toEpochMs(nextAttempt(1, { at, chance: 0, retryAfterSeconds: 600 }) ?? at)).toBe(toEpochMs(at) + 600_000);
    expect(toEpochMs(nextAttempt(3, { at, chance: 0, retryAfterSeconds: 1 }) ?? at)).toBe(toEpochMs(at) + 1_800_000);
    expect(outcomeOfAnswer({ status: 429, retryAfter: '999999' }, 0)).toMatchObject({ retryAfterSeconds: 86_400 });
    expect(outcomeOfAnswer({ status: 503, retryAfter: 'Thu, 01 Jan 1970 00:02:00 GMT' }, 0)).toMatchObject({
      reason: 'answered-5xx',
      retryAfterSeconds: 120,
    });
    expect(outcomeOfAnswer({ status: 503, retryAfter: 'soon' }, 0)).not.toHaveProperty('retryAfterSeconds');
  });

  it('does not count what failed by our own fault, and comes again in a minute', () => {
    let delivery = fresh();
    for (let time = 0; time < 40; time += 1) delivery = tried(delivery, OURS, START);
    expect(delivery).toMatchObject({ state: 'waiting', attempts: 0, nextAt: toInstant(toEpochMs(START) + 60_000) });
    expect(delivery).not.toHaveProperty('firstAttemptAt');
  });

  it('ends for one that was tried twice only, if it fails when all of its time is over: never before', () => {
    const once = tried(fresh(), DOWN, START);
    const before = toInstant(toEpochMs(START) + LADDER_MS - 1);
    const after = toInstant(toEpochMs(START) + LADDER_MS);
    expect(tried(once, DOWN, before).state).toBe('waiting');
    expect(tried(once, DOWN, after).state).toBe('dead');
    expect(tried(once, { result: 'delivered', status: 200 }, after).state).toBe('delivered');
  });

  it('begins anew by command, whatever became of it', () => {
    const { delivery } = climb(DOWN, 0);
    const again = sentAgain(delivery, START);
    expect(again).toMatchObject({ state: 'waiting', attempts: 0, nextAt: START, revision: delivery.revision + 1 });
    expect(tried(again, DOWN, START)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(behind(again, toInstant(0)).revision).toBe(again.revision + 1);
  });
});

describe('an answer', () => {
  it('of 2xx took it; every other is the fault of the receiver, and says which', () => {
    expect([200, 201, 204, 299].map((status) => outcomeOfAnswer({ status }, 0).result)).toEqual(
      Array(4).fill('delivered'),
    );
    const reasons = [302, 400, 404, 410, 429, 500, 599].map((status) => outcomeOfAnswer({ status }, 0));
    expect(reasons.map((outcome) => outcome.result === 'failed' && outcome.reason)).toEqual([
      'redirected',
      'answered-4xx',
      'answered-4xx',
      'gone',
      'throttled',
      'answered-5xx',
      'answered-5xx',
    ]);
    expect(reasons.every((outcome) => outcome.result === 'failed' && outcome.fault === 'theirs')).toBe(true);
    expect(reasons.some(isSilent)).toBe(false);
  });
});
