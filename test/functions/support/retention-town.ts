import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { retain } from '../../../functions/schedule/handlers/retain.ts';
import { readVersion } from '../../../shared/crypto/any-version.ts';
import { ERASED_FORMAT, unpackErased } from '../../../shared/crypto/erased-version.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import type { HeadKey } from '../../../shared/register/head.ts';
import { DICTIONARIES } from '../../../shared/retention/dictionaries.ts';
import { names } from '../../engines.ts';
import { officer, startApi } from '../http/support/api.ts';
import { caseTown } from './case-town.ts';

export const PROPOSER = officer('credit-office', 'proposer', 'credit-office');
export const CONFIRMER = officer('credit-office', 'confirmer', 'credit-office');
export const AUDITOR = officer('auditor', 'auditor', 'auditor');

/** More than anything here takes. */
const MOST_ROUNDS = 200;

type Item = Record<string, unknown>;

const inClear = (item: Item): unknown => {
  const { body } = item;
  if (!(body instanceof Uint8Array)) return item;
  if (body[0] === ERASED_FORMAT) return { ...item, body: unpackErased(body) };
  return { ...item, body: body[0] === 1 || body[0] === 2 ? readVersion(DICTIONARIES, body) : [...body] };
};

/** All that items say to who can read them, bodies unpacked. */
export const textOf = (items: readonly Item[]): string => JSON.stringify(items.map(inClear));

/** The API beside a town in which records grow old: what follows from them, the nights, the orders of erasure. */
export const retentionTown = async () => {
  const api = await startApi();
  const town = await caseTown(api.engines);
  const { client, deps, queue, now } = town;

  const items = async (TableName: string): Promise<Item[]> => {
    const found: Item[] = [];
    const scan = { TableName, ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client }, scan)) found.push(...Items);
    return found;
  };

  /** Until nothing follows any more: what waits for the relay comes again behind it. */
  const settle = async (): Promise<void> => {
    for (let round = 0; ; round += 1) {
      if (round === MOST_ROUNDS) throw new Error('it never settles', { cause: town.errors.at(-1) });
      const relayed = await town.relayAll();
      if (relayed === 0 && queue.isEmpty()) return;
      await town.work(queue.take());
    }
  };

  const setTime = (text: string) => {
    api.setTime(text);
    town.setTime(text);
  };

  return {
    ...town,
    api,
    setTime,
    settle,
    registerItems: () => items(names.registerTable),
    derivedItems: () => items(names.derivedTable),
    /** One night of the schedule, with all that follows from it. */
    night: async (day: string): Promise<void> => {
      setTime(`${day}T02:00:00.000+08:00`);
      await retain({ due: deps.due, work: queue, now, log: deps.log })();
      await settle();
    },
    /** Posts a record over the API; where it lies, and what is public of it inside. */
    post: async (body: object): Promise<{ readonly id: string; readonly key: HeadKey }> => {
      const { status, body: record } = await api.post(body);
      if (status !== 201) throw new Error(JSON.stringify(record));
      await settle();
      const item = (await items(names.registerTable)).find(({ id }) => id === record.id);
      const { subject } = recordFromItem(item).image;
      return { id: record.id, key: { pk: subject.key, sk: String(item?.['sk']) } };
    },
    /** Two officers of the credit office order that a record is erased. */
    orderErasure: async (id: string): Promise<void> => {
      const body = {
        ground: 'unlawful',
        document: '庄信办删〔2026〕1号',
        decidedOn: '2026-11-09',
        reason: '处理无依据',
      };
      const proposed = await api.call('propose-erasure', { params: { id }, who: PROPOSER, body });
      const headers = { 'if-match': String(proposed.headers['etag']) };
      const confirmed = await api.call('confirm-erasure', {
        params: { id },
        who: CONFIRMER,
        headers,
        body: { confirmed: true },
      });
      if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
      await settle();
    },
    stop: () => api.stop(),
  };
};

export type RetentionTown = Awaited<ReturnType<typeof retentionTown>>;
