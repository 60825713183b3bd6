import * as z from 'zod';
import instruments from '../../shared/instruments/seed.json' with { type: 'json' };
import behaviours from '../../shared/lists/seed-behaviours.json' with { type: 'json' };
import measures from '../../shared/lists/seed-measures.json' with { type: 'json' };

/** Two officers do it: one of the credit office writes, a legal reviewer approves and publishes (I7). */
export type SeedOfficer = 'clerk' | 'reviewer';

/** A request to the API. */
export interface SeedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: number;
}

/** Calls the API as one of the officers. */
export type SeedCall = (
  who: SeedOfficer,
  request: SeedRequest,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** What was done now; what was there already is not counted. */
export interface Seeded {
  readonly proposed: number;
  readonly approved: number;
  /** Codes that the legal reviewer rejected, or that wait for another decision. */
  readonly leftAlone: readonly string[];
  readonly editions: readonly {
    readonly list: string;
    readonly edition: number;
    readonly done: 'prepared and published' | 'published' | 'nothing';
  }[];
}

const Entry = z.object({ id: z.string(), version: z.int(), state: z.string(), code: z.string() });
type Entry = z.output<typeof Entry>;
const Entries = z.object({ instruments: z.array(Entry) });
const Edition = z.object({ id: z.string(), version: z.int(), state: z.string(), edition: z.int() });
const Editions = z.object({ editions: z.array(Edition) });

const APPROVAL = { approved: true, reason: '首批登记，经合法性审核 first register, after legal review' };
const NOTE =
  '首版：据庄政发〔2017〕22号第二至十一条，对照现行法律和全国清单 First edition, after articles 2 to 11 of the policy';
const PUBLICATION = { reason: '首版，经合法性审核 first edition, after legal review' };

/** What the API answered, of an expected status and shape; anything else ends the seeding with what it said. */
const expected = async <Shape extends z.ZodType>(
  call: SeedCall,
  { who, shape, ...request }: SeedRequest & { readonly who: SeedOfficer; readonly shape: Shape },
): Promise<z.output<Shape>> => {
  const { status, body } = await call(who, request);
  if (status >= 300) throw new Error(`${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`);
  return shape.parse(body);
};

const seedInstruments = async (call: SeedCall): Promise<Pick<Seeded, 'proposed' | 'approved' | 'leftAlone'>> => {
  const there = await expected(call, { who: 'clerk', method: 'GET', path: '/instruments', shape: Entries });
  const known = new Map(there.instruments.map((entry) => [entry.code, entry]));
  const leftAlone: string[] = [];
  let [proposed, approved] = [0, 0];
  const propose = async (body: { readonly code: string }): Promise<Entry> => {
    proposed += 1;
    return expected(call, { who: 'clerk', method: 'POST', path: '/instruments', body, shape: Entry });
  };
  for (const seed of instruments) {
    const { id, version, state, code } = known.get(seed.code) ?? (await propose(seed));
    if (state === 'rejected' || state === 'repeal-proposed') leftAlone.push(code);
    if (state !== 'proposed') continue;
    const path = `/instruments/${id}/approval`;
    await expected(call, { who: 'reviewer', method: 'POST', path, body: APPROVAL, ifMatch: version, shape: Entry });
    approved += 1;
  }
  return { proposed, approved, leftAlone };
};

const seedList = async (
  call: SeedCall,
  given: { readonly list: 'behaviours' | 'measures'; readonly entries: unknown; readonly inForceFrom: string },
): Promise<Seeded['editions'][number]> => {
  const { list, entries, inForceFrom } = given;
  const path = `/lists/${list}/editions`;
  const { editions } = await expected(call, { who: 'clerk', method: 'GET', path, shape: Editions });
  const [last] = editions;
  // A second edition is the officers' own work: only the first one is the seeds'.
  if (last !== undefined && (last.state === 'published' || last.edition > 1)) {
    return { list, edition: last.edition, done: 'nothing' };
  }
  const body = { inForceFrom, note: NOTE, entries };
  const draft = last ?? (await expected(call, { who: 'clerk', method: 'POST', path, body, shape: Edition }));
  await expected(call, {
    who: 'reviewer',
    method: 'POST',
    path: `/editions/${draft.id}/publication`,
    body: PUBLICATION,
    ifMatch: draft.version,
    shape: Edition,
  });
  return { list, edition: draft.edition, done: last === undefined ? 'prepared and published' : 'published' };
};

/**
 * Brings the first register of instruments and the first editions of the two lists into a system, over its API: what is there already is
 * left as it is, so that it can be run again after it was interrupted. `inForceFrom` is the Beijing date of the system's clock, or later.
 */
export const seedLists = async (call: SeedCall, { inForceFrom }: { readonly inForceFrom: string }): Promise<Seeded> => {
  const done = await seedInstruments(call);
  const editions = [
    await seedList(call, { list: 'behaviours', entries: behaviours, inForceFrom }),
    await seedList(call, { list: 'measures', entries: measures, inForceFrom }),
  ];
  return { ...done, editions };
};
