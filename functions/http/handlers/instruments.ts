import type { RepealReport, RepealReports } from '../../../shared/cases/repeal-report-store.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { instrumentKey } from '../../../shared/crypto/list-keys.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { isInForce } from '../../../shared/instruments/instrument.ts';
import type { InstrumentStore } from '../../../shared/instruments/instrument-store.ts';
import { type InstrumentView, toInstrumentView } from '../../../shared/instruments/instrument-view.ts';
import { getInstrument, listInstruments, proposeInstrumentEntry } from '../../../shared/instruments/operations.ts';
import { proposeInstrument } from '../../../shared/instruments/transitions.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';

export interface InstrumentDependencies extends ApiDependencies {
  readonly instruments: InstrumentStore;
  readonly reports: Pick<RepealReports, 'find'>;
  readonly now: () => Instant;
}

/** POST /instruments: an entry that carries nothing until a legal reviewer has approved it; its code is registered once. */
export const proposeInstruments = (deps: InstrumentDependencies) =>
  api(proposeInstrumentEntry, deps, async ({ body, caller: { department, officer } }) => {
    const by = { department, officer, at: deps.now() };
    const proposed = proposeInstrument(body, { id: headId(instrumentKey(body)), by });
    if (!proposed.ok) return { refused: proposed.failure };
    const added = await deps.instruments.add(proposed.value, body);
    if (!added.ok) return refuse({ kind: 'code-taken', pointer: '/code', parameters: { code: body.code } });
    const { image, created } = added.value;
    const headers = { etag: etag(image.version), ...(created && { location: `/instruments/${image.id}` }) };
    return answer(created ? 201 : 200, toInstrumentView(image, beijingDate(by.at)), headers);
  });

/** GET /instruments: the whole register, or what may be relied on that day. */
export const listAllInstruments = (deps: InstrumentDependencies) =>
  api(listInstruments, deps, async ({ query: { on } }) => {
    const day = on ?? beijingDate(deps.now());
    const all = [...(await deps.instruments.all()).values()];
    const asked = on === undefined ? all : all.filter((instrument) => isInForce(instrument, on));
    return answer(200, { instruments: asked.map((instrument) => toInstrumentView(instrument, day)) });
  });

/** What ended with a basis, by department. */
const liftedWith = (report: RepealReport | undefined): InstrumentView['lifted'] =>
  report && {
    measures: report.lifted.length,
    departments: [...new Set(report.lifted.map(({ department }) => department))].sort(),
    passes: report.passes,
    completedAt: report.completedAt,
  };

/** GET /instruments/{id}: of one that has ended, what ended with it. */
export const getOneInstrument = (deps: InstrumentDependencies) =>
  api(getInstrument, deps, async ({ id }) => {
    const stored = await deps.instruments.find(id);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image } = stored;
    const lifted = image.inForceUntil && liftedWith(await deps.reports.find(image.code));
    return answer(200, toInstrumentView(image, beijingDate(deps.now()), lifted), { etag: etag(image.version) });
  });
