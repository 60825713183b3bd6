import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { personKeyRing } from '../../../shared/crypto/person-key-ring.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { leavingSubjects } from '../../../shared/subjects/leaving-subject-store.ts';
import { nameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { personNumbers } from '../../../shared/subjects/person-number-store.ts';
import { SubjectSubmission } from '../../../shared/subjects/subject.ts';
import { subjectStore } from '../../../shared/subjects/subject-store.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { PERSON } from '../../builders/submissions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));

/** Secrets Manager with one secret, and environments of functions that were started at different times. */
const deployment = () => {
  let secret: string | undefined = personKeysSecret('1');
  let reads = 0;
  let time = 0;
  const open = () => async () => {
    reads += 1;
    if (secret === undefined) throw new Error('Secrets Manager does not answer');
    return secret;
  };
  return {
    put: (text: string | undefined) => {
      secret = text;
    },
    pass: (ms: number) => {
      time += ms;
    },
    reads: () => reads,
    environment: () => personKeyRing(open, () => time),
  };
};

const register = () => ({ client: documentClient(), table: names.registerTable });
const derived = () => ({ client: documentClient(), table: names.derivedTable });
type Ring = ReturnType<ReturnType<typeof deployment>['environment']>;
const enter = async ({ keys }: Ring) =>
  subjectStore({ ...register(), personKeys: keys, olderCodes: codeAliasStore(derived()) }).resolve(
    SubjectSubmission.parse(PERSON),
    AT,
  );
const numberOf = async ({ keys }: Ring, key: string) =>
  (await personNumbers({ ...register(), personKeys: keys })([key]))(key);
const leaving = ({ newest }: Ring) =>
  leavingSubjects({
    ...register(),
    personKeys: newest,
    codeAliases: codeAliasStore(derived()),
    nameLeads: nameLeadStore(derived()),
  });
const items = async () =>
  (await documentClient().send(new ScanCommand({ TableName: names.registerTable }))).Items ?? [];
const forgotten = async (ring: Ring, key: string) => {
  await leaving(ring).mark(key, AT);
  expect(await leaving(ring).forget(key, AT)).toBe(true);
  expect(await items()).toEqual([]);
};

describe('an environment that was started before the keys were rotated', () => {
  it('opens at once what was sealed under the new key since', async () => {
    const here = deployment();
    const warm = here.environment();
    await warm.keys();
    here.pass(60_000);
    here.put(personKeysSecret('1', '2'));
    const fresh = here.environment();
    const { key } = await enter(fresh);
    expect(await numberOf(warm, key)).toBe(PERSON.document.number);
    expect((await enter(warm)).key).toBe(key);
    await forgotten(warm, key);
  });

  it('finds who was entered since, and is found by who comes after: one person, whatever key either knows', async () => {
    const here = deployment();
    const warm = here.environment();
    await warm.keys();
    here.put(personKeysSecret('1', '2'));
    const byFresh = await enter(here.environment());
    expect((await enter(warm)).key).toBe(byFresh.key);
    await forgotten(warm, byFresh.key);
    const byWarm = await enter(here.environment());
    await forgotten(here.environment(), byWarm.key);
  });

  it('forgets a person with every trace that newer keys left, so that who comes back can be entered', async () => {
    const here = deployment();
    const warm = here.environment();
    await warm.keys();
    here.put(personKeysSecret('1', '2'));
    const { key } = await enter(here.environment());
    // It has opened nothing, and would not know of the second alias.
    await forgotten(warm, key);
    const again = await enter(here.environment());
    expect(again.key).not.toBe(key);
    await forgotten(warm, again.key);
  });

  it('writes under the new key some minutes after the rotation, without being asked to open anything', async () => {
    const here = deployment();
    const warm = here.environment();
    const sealed = async () => (await warm.keys()).seal('number').split('.')[0];
    expect(await sealed()).toBe('1');
    here.put(personKeysSecret('1', '2'));
    here.pass(299_999);
    expect(await sealed()).toBe('1');
    here.pass(1);
    expect(await sealed()).toBe('2');
  });
});

describe('reading the keys again', () => {
  const FOREIGN = ['9.abc'];

  it('is done once in half a minute at most, whatever cannot be opened', async () => {
    const here = deployment();
    const ring = here.environment();
    await Promise.all([ring.keys(FOREIGN), ring.keys(FOREIGN), ring.keys()]);
    for (let at = 0; at < 59; at += 1) {
      here.pass(1_000);
      await Promise.all([ring.keys(FOREIGN), ring.keys(FOREIGN)]);
    }
    expect(here.reads()).toBe(2);
    await ring.keys();
    expect(here.reads()).toBe(2);
  });

  it('that fails leaves the old keys in use; and a first read that fails is not kept', async () => {
    const here = deployment();
    const ring = here.environment();
    here.put(undefined);
    await expect(ring.keys()).rejects.toThrow('does not answer');
    here.put(personKeysSecret('1'));
    const sealed = (await ring.keys()).seal('number');
    here.put(undefined);
    here.pass(600_000);
    expect((await ring.keys()).open(sealed)).toBe('number');
    await expect(ring.newest()).rejects.toThrow('does not answer');
    here.put(personKeysSecret('1', '2'));
    here.pass(300_000);
    expect((await ring.keys()).seal('number')).toMatch(/^2\./);
  });
});
