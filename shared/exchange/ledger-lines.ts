import type { CalendarDate } from '../kernel/beijing-time.ts';
import { endDue } from '../withdrawal-ledger/end-due.ts';
import type { EndStanding, LedgerEnd, LedgerLine } from '../withdrawal-ledger/ledger.ts';
import { CHANNELS, type Channel } from './channels.ts';
import { type ChannelState, type ExchangeEntry, standingIn } from './entry.ts';
import { SUPERIOR_PLATFORM } from './superior-platform.ts';

const standingOfEnd = ({ receipt }: ChannelState, due: CalendarDate | undefined, today: CalendarDate): EndStanding => {
  if (receipt?.state === 'removed') return 'acknowledged';
  return due !== undefined && due < today ? 'overdue' : 'waiting';
};

const endOf = (state: ChannelState, today: CalendarDate): LedgerEnd => {
  const { version, at, receipt } = state;
  const due = endDue(at)?.date;
  return {
    type: 'record.ended',
    version,
    at,
    ...(due && { due }),
    ...(receipt?.state === 'removed' && { acknowledgedAt: receipt.at }),
    standing: standingOfEnd(state, due, today),
  };
};

const lineOf = (channel: Channel, state: ChannelState, today: CalendarDate): LedgerLine => ({
  recipient: SUPERIOR_PLATFORM,
  channel: 'exchange',
  purpose: channel,
  version: state.version,
  at: state.at,
  ends: state.op === 'remove' ? [endOf(state, today)] : [],
  state: standingIn(state),
});

/** How an entry that went to the superior platform stands there, a line for each channel, as the ledger of who was told shows it. */
export const exchangeLines = (entry: ExchangeEntry | undefined, today: CalendarDate): readonly LedgerLine[] =>
  CHANNELS.flatMap((channel) => {
    const state = entry?.channels[channel];
    return state === undefined ? [] : [lineOf(channel, state, today)];
  });
