import { clockNotifications } from '../../../shared/clocks/clock-notifications.ts';
import { type ClockStage, nextStageOn, stageName, stagesCome } from '../../../shared/clocks/clock-stages.ts';
import type { ClockStore, RunningClock } from '../../../shared/clocks/clock-store.ts';
import type { Clocked, ClockedEntity } from '../../../shared/clocks/clocked.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';

/** Clocks at a time: each is a read, a message and a write. */
const AT_ONCE = 16;

export interface RunClocksDependencies {
  readonly clocks: Pick<ClockStore, 'dueBy' | 'sent'>;
  /** A head as the register has it now, by its sort: who answered a moment ago is not reminded. */
  readonly clockedAt: Readonly<Record<ClockedEntity, (key: RunningClock['key']) => Promise<Clocked | undefined>>>;
  /** What units are told whose progress report is not in. */
  readonly chase: (today: CalendarDate) => Promise<readonly Notification[]>;
  readonly notifications: NotificationQueue;
  readonly idOf: (text: string) => string;
  readonly now: () => Instant;
  readonly log: Log;
}

/**
 * Reminds departments before their clocks run out, tells them when they have, and tells the credit office of those that stay silent. Each
 * stage is said once, however often this runs, and also when days were missed. One that fails holds back no other; the run then fails,
 * and the next one takes it up.
 */
export const runClocks = (deps: RunClocksDependencies) => {
  /** Nobody here answers for a counterpart: its silence is for whoever keeps the exchange running, beside the office that asks there. */
  const noteSilence = ({ about, id, kind, waitsFor }: Clocked, stages: readonly ClockStage[]): void => {
    for (const { duty } of stages.filter(({ stage }) => stage === 'escalated' && waitsFor !== undefined)) {
      deps.log.error(messages.exchangeRemovalOwed, { about: about ?? id, kind, waitsFor, due: duty.due.date });
    }
  };

  const runClock = async (clock: RunningClock, today: CalendarDate): Promise<number> => {
    const clocked = await deps.clockedAt[clock.entity](clock.key);
    if (clocked === undefined) throw new Error(`the clock of a ${clock.entity} that the register does not hold`);
    const stages = stagesCome(clocked, today).filter((stage) => !clock.sent.has(stageName(stage)));
    await deps.notifications.send(stages.flatMap((stage) => clockNotifications(clocked, stage, deps.idOf)));
    const { id, entity, version } = clocked;
    const next = nextStageOn(clocked, today);
    await deps.clocks.sent({ id, entity, version, key: clock.key }, stages.map(stageName), next);
    noteSilence(clocked, stages);
    return stages.length;
  };

  const tryClock = async (clock: RunningClock, today: CalendarDate): Promise<number | 'failed'> => {
    try {
      return await runClock(clock, today);
    } catch (error) {
      deps.log.error(messages.clockFailed, { about: clock.about, error });
      return 'failed';
    }
  };

  return async (): Promise<void> => {
    const today = beijingDate(deps.now());
    const told: (number | 'failed')[] = [];
    await deps.notifications.send(await deps.chase(today));
    for await (const page of deps.clocks.dueBy(today)) {
      told.push(...(await concurrently(AT_ONCE, page, (clock) => tryClock(clock, today))));
    }
    const failed = told.filter((one) => one === 'failed').length;
    const notifications = told.reduce<number>((sum, one) => (one === 'failed' ? sum : sum + one), 0);
    deps.log.info(messages.clocksRun, { clocks: told.length, notifications, failed });
    if (failed > 0) throw new Error(`${failed} of ${told.length} clocks could not be run`);
  };
};
