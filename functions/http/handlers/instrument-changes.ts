import type * as z from 'zod';
import type { Operation } from '../../../shared/http/operation.ts';
import type { Instrument } from '../../../shared/instruments/instrument.ts';
import type { InstrumentStore } from '../../../shared/instruments/instrument-store.ts';
import { toInstrumentView } from '../../../shared/instruments/instrument-view.ts';
import {
  approveInstrument,
  confirmInstrumentRepeal,
  proposeInstrumentRepeal,
  reviseInstrumentEntry,
  rewordInstrumentEntry,
} from '../../../shared/instruments/operations.ts';
import { decideRepeal, proposeRepeal } from '../../../shared/instruments/repeal.ts';
import {
  decideInstrument,
  INSTRUMENT_TRANSITIONS,
  reviseInstrument,
  rewordInstrument,
} from '../../../shared/instruments/transitions.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { type ChangeDependencies, type ChangeStep, changeHead } from './change-head.ts';

export interface ChangeInstrumentDependencies extends ChangeDependencies {
  readonly instruments: InstrumentStore;
}

/** A function that changes an entry by a rule that needs no more than who asks. */
const changeInstrument =
  <Body extends z.ZodType, Query extends z.ZodType>(
    contract: Operation<Body, Query>,
    transition: ChangeStep<Instrument, unknown>['transition'],
    rule: (instrument: Instrument, body: z.output<Body>, by: Actor) => Result<Instrument, Failures>,
  ) =>
  (deps: ChangeInstrumentDependencies) =>
    changeHead(contract, deps, {
      heads: deps.instruments,
      find: (id) => deps.instruments.find(id),
      transition,
      change: (instrument, body, { by }) => rule(instrument, body, by),
      view: (instrument, { today }) => toInstrumentView(instrument, today),
    });

const { revise, approve, reword, proposeRepeal: propose, confirmRepeal: confirm } = INSTRUMENT_TRANSITIONS;

/** POST /instruments/{id}/revision. */
export const reviseInstruments = changeInstrument(reviseInstrumentEntry, revise, reviseInstrument);

/** POST /instruments/{id}/approval. */
export const approveInstruments = changeInstrument(approveInstrument, approve, decideInstrument);

/** POST /instruments/{id}/wording. */
export const rewordInstruments = changeInstrument(rewordInstrumentEntry, reword, rewordInstrument);

/** POST /instruments/{id}/repeal. */
export const proposeRepeals = changeInstrument(proposeInstrumentRepeal, propose, proposeRepeal);

/** POST /instruments/{id}/repeal/confirmation. */
export const confirmRepeals = changeInstrument(confirmInstrumentRepeal, confirm, decideRepeal);
