import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboundAnswer } from '../../../shared/http/outbound-post.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Delivery } from '../../../shared/webhooks/delivery.ts';
import type { DeliveryStore, Rest } from '../../../shared/webhooks/delivery-store.ts';
import type { Endpoint } from '../../../shared/webhooks/endpoint.ts';
import { firstAttempt } from '../../../shared/webhooks/first-attempt.ts';

import { sendDue } from '../../../shared/webhooks/send-due.ts';
import { noticeOf } from '../../builders/webhooks.ts';

const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));
const ENDPOINT: Endpoint = {
  id: 'e',
  version: 1,
  state: 'enabled',
  department: 'tax',
  name: 'main',
  url: 'https://hooks.example.com/',
  secrets: [{ kind: 'v1', sealed: 'x', from: AT }],
  change: { action: 'open', at: AT, department: 'tax', officer: 'o' },
};
/** The last rung, and more. */
const LONGEST_PAUSE_MS = 25 * 3_600_000;

const place = ({ notification: { version, at, id } }: Delivery) => `${String(version).padStart(9, '0')}#${at}#${id}`;

/** Deliveries in memory, with the conditions of the table. */
const inMemory = () => {
  const items = new Map<string, Delivery>();
  const rests = new Map<string, Rest>();
  const all = () => [...items.values()];
  const store: DeliveryStore = {
    lane: async (_, about) =>
      all()
        .filter(({ notification }) => notification.about === about)
        .toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
    add: async (delivery) => {
      if (items.has(delivery.notification.id)) return false;
      items.set(delivery.notification.id, delivery);
      return true;
    },
    save: async (delivery) => {
      if (items.get(delivery.notification.id)?.revision !== delivery.revision - 1) return false;
      items.set(delivery.notification.id, delivery);
      return true;
    },
    due: async (_, now, limit) =>
      all()
        .filter(({ nextAt }) => nextAt !== undefined && nextAt <= now)
        .toSorted((a, b) => ((a.nextAt ?? '') < (b.nextAt ?? '') ? -1 : 1))
        .slice(0, limit),
    log: async () => ({ deliveries: [], next: undefined }),
    resting: async (endpoint, now) => {
      const found = rests.get(endpoint);
      return found && found.until > now ? found : undefined;
    },
    rest: async (endpoint, rest) => void rests.set(endpoint, rest),
  };
  return { store, all };
};

const ANSWERS: readonly OutboundAnswer[] = [
  { status: 200 },
  { status: 200 },
  { status: 500 },
  { status: 404 },
  { status: 429, retryAfter: '90' },
  { failed: 'timed-out' },
  { failed: 'refused-connection' },
];

const step = fc.oneof(
  fc.record({ does: fc.constant('tell' as const), about: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ does: fc.constant('run' as const), twice: fc.boolean() }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ does: fc.constant('crash' as const) }),
);

/** Plays a history; answers with what the receiver took, in order, and with what is left. */
const play = async (
  steps: readonly (typeof step extends fc.Arbitrary<infer One> ? One : never)[],
  answers: readonly number[],
) => {
  const { store, all } = inMemory();
  let time = Date.parse(AT);
  let asked = 0;
  let healthy = false;
  let crashes = false;
  const told: Notification[] = [];
  const taken: Notification[] = [];
  const now = (): Instant => toInstant(time);
  const dies = async (): Promise<never> => {
    crashes = false;
    throw new Error('killed');
  };
  const deps = {
    deliveries: {
      ...store,
      add: (one: Delivery) => (crashes && one.attempts > 0 ? dies() : store.add(one)),
      save: (one: Delivery) => (crashes ? dies() : store.save(one)),
    },
    sign: async () => 'v1,x',
    post: async ({ body }: { readonly body: string }): Promise<OutboundAnswer> => {
      asked += 1;
      const answer = healthy ? { status: 200 } : (ANSWERS[answers[asked % answers.length] ?? 0] ?? { status: 200 });
      const id: string = JSON.parse(body).id;
      const notice = told.find((one) => one.id === id);
      if ('status' in answer && answer.status === 200 && notice) taken.push(notice);
      return answer;
    },
    chance: () => 0,
    disableGone: async () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now,
  };
  const versions = new Map<number, number>();
  const tell = async (about: number): Promise<void> => {
    const version = (versions.get(about) ?? 0) + 1;
    versions.set(about, version);
    const notice = noticeOf('tax', `about-${about}`, version);
    told.push(notice);
    // A queue hands it out again until it was noted.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const done = await firstAttempt(deps, ENDPOINT, notice, true).then(
        () => true,
        () => false,
      );
      if (done) return;
    }
  };
  const run = () => sendDue(deps, ENDPOINT, () => true).catch(() => undefined);
  for (const one of steps) {
    if (one.does === 'tell') await tell(one.about);
    if (one.does === 'wait') time += one.minutes * 60_000;
    if (one.does === 'crash') crashes = true;
    if (one.does === 'run') await Promise.all(one.twice ? [run(), run()] : [run()]);
  }
  return {
    told,
    taken,
    all,
    recover: async () => {
      healthy = true;
      crashes = false;
      time += LONGEST_PAUSE_MS;
      await run();
    },
  };
};

describe('whatever a receiver answers, whoever is killed, however often it runs', () => {
  const histories = fc.tuple(
    fc.array(step, { minLength: 1, maxLength: 40 }),
    fc.array(fc.integer({ min: 0, max: ANSWERS.length - 1 }), { minLength: 1, maxLength: 20 }),
  );

  it('no version is first taken before an older one of the same that was not given up, and none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ([steps, answers]) => {
        const history = await play(steps, answers);
        await history.recover();
        const dead = new Set(history.all().flatMap((one) => (one.state === 'dead' ? [one.notification.id] : [])));
        const first = new Map(history.taken.toReversed().map((one, at) => [one.id, history.taken.length - at]));
        for (const notice of history.told) {
          if (dead.has(notice.id)) continue;
          expect(first.has(notice.id)).toBe(true);
          const older = history.told.filter(
            ({ about, version, id }) => about === notice.about && version < notice.version && !dead.has(id),
          );
          for (const one of older) expect(first.get(one.id)).toBeLessThan(first.get(notice.id) ?? 0);
        }
        expect(history.all().filter(({ state }) => state === 'waiting')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
