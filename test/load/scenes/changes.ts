import type { Chance } from '../chance.ts';
import { officer, type Reply } from '../client.ts';
import type { LedgerRecord } from '../ledger.ts';
import type { World } from '../world.ts';

const writer = ({ department }: LedgerRecord, number = 1) =>
  officer(department, number, 'reporter initiator implementer');
const isOpen = ({ state, suspended }: LedgerRecord): boolean => state === 'active' && !suspended;

const versionOf = async (world: World, record: LedgerRecord): Promise<number | undefined> => {
  const read = await world.ask(writer(record), 'read a record', `GET /records/${record.id}`);
  return world.expect(read, 'read before a change', 200) ? Number(read.body.version) : undefined;
};

/** What may be said otherwise without being worse; an honour has no remarks. */
const mended = (world: World, { kind }: LedgerRecord): Readonly<Record<string, unknown>> => {
  const text = `更正第${world.serial()}次`;
  return kind === 'honour' ? { reason: text } : { remarks: text };
};

const correct = (world: World, record: LedgerRecord, ifMatch: number, content: object, key?: string): Promise<Reply> =>
  world.ask(writer(record), 'correct a record', `POST /records/${record.id}/corrections`, {
    body: { reason: '录入有误', content },
    ifMatch,
    ...(key !== undefined && { key }),
  });

const noted = (record: LedgerRecord, action: string, { body }: Reply): void =>
  void record.events.push({ action, version: body.version });

/** A correction, sent again in two of ten cases: the same answer, and no further version. */
export const correction = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance, isOpen);
  if (record === undefined) return;
  const version = await versionOf(world, record);
  if (version !== undefined) {
    const content = mended(world, record);
    const key = chance.happens(0.5) ? `load-${world.serial()}` : undefined;
    const reply = await correct(world, record, version, content, key);
    if (world.expect(reply, 'correct', 200)) {
      noted(record, 'correct', reply);
      record.content = { ...record.content, ...content };
      if (chance.happens(0.2)) {
        const again = await correct(world, record, version, content, key);
        if (again.body?.version !== reply.body.version)
          world.ledger.wrong.push(`corrected again: ${again.status} ${again.body?.version}, not ${reply.body.version}`);
      }
    }
  }
  world.giveBack(record);
};

/** Three officers mend the same version at once, each otherwise: one of them wins, the others are told to read again. */
export const conflict = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance, isOpen);
  if (record === undefined) return;
  const version = await versionOf(world, record);
  if (version !== undefined) {
    const contents = [mended(world, record), mended(world, record), mended(world, record)];
    const replies = await Promise.all(contents.map((content) => correct(world, record, version, content)));
    const statuses = replies.map(({ status }) => status).toSorted();
    if (statuses.join() !== '200,412,412')
      world.ledger.wrong.push(`three corrections at once: ${statuses} on ${record.id} (${record.kind})`);
    for (const [at, reply] of replies.entries()) {
      if (reply.status !== 200) continue;
      noted(record, 'correct', reply);
      record.content = { ...record.content, ...contents[at] };
    }
  }
  world.giveBack(record);
};

const VERBS = ['revoke', 'change', 'declare-unlawful', 'declare-void', 'withdraw'] as const;

/** Two officers withdraw a record, or the second one rejects it; sometimes two second officers confirm at once. */
export const withdrawal = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance, isOpen);
  if (record === undefined) return;
  const version = await versionOf(world, record);
  if (version === undefined) return;
  const [verb, reason] = [chance.of(VERBS), `认定事实不清，决定予以撤下，第${world.serial()}件`];
  const body = { verb, document: `庄测撤〔2026〕${world.serial()}号`, decidedOn: world.today(), reason };
  const line = `POST /records/${record.id}/withdrawal`;
  const proposed = await world.ask(writer(record), 'propose a withdrawal', line, { body, ifMatch: version });
  if (!world.expect(proposed, 'propose a withdrawal', 200)) return;
  noted(record, 'propose-withdrawal', proposed);
  record.state = 'withdrawal-proposed';
  // Some wait for their second officer when the run ends.
  if (chance.happens(0.1)) return;
  const confirmed = chance.happens(0.85);
  const second = (number: number) =>
    world.ask(writer(record, number), 'confirm a withdrawal', `${line}/confirmation`, {
      body: { confirmed, ...(!confirmed && { reason: '理由不足' }) },
      ifMatch: proposed.body.version,
    });
  if (chance.happens(0.1)) world.expect(await second(1), 'confirmed by who proposed', 403);
  const replies = chance.happens(0.2) ? await Promise.all([second(2), second(3)]) : [await second(2)];
  const [made, ...others] = replies.filter(({ status }) => status === 200);
  if (made === undefined || others.length > 0 || replies.some(({ status }) => ![200, 409, 412].includes(status))) {
    world.ledger.wrong.push(`withdrawal of ${record.id} confirmed: ${replies.map(({ status }) => status)}`);
    return;
  }
  noted(record, confirmed ? 'confirm-withdrawal' : 'reject-withdrawal', made);
  record.state = confirmed ? 'ended' : 'active';
  if (!confirmed) world.giveBack(record);
  else if (verb !== 'withdraw') record.statedEnd = { verb, reason };
};

const COURT = officer('court', 1, 'court initiator');

/** A court lets a record stand still, and mostly go on. */
export const courtOrder = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance, isOpen);
  if (record === undefined) return;
  const body = { document: `（2026）辽0283行保${world.serial()}号`, reason: '诉讼期间停止执行' };
  const stopped = await world.ask(COURT, 'suspend a record', `POST /records/${record.id}/suspension`, { body });
  if (!world.expect(stopped, 'suspend', 200)) return;
  record.events.push({ action: 'suspend' });
  record.suspended = true;
  if (chance.happens(0.7)) {
    const resumed = await world.ask(COURT, 'resume a record', `POST /records/${record.id}/resumption`, { body });
    if (!world.expect(resumed, 'resume', 200)) return;
    record.events.push({ action: 'resume' });
    record.suspended = false;
    world.giveBack(record);
  }
};

const OFFICE = (number: number) => officer('credit-office', number, 'credit-office');

/** Content is erased on an order of two officers: it is nowhere any more, and whoever was told hears so. */
export const erasure = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance, isOpen);
  if (record === undefined) return;
  const line = `POST /records/${record.id}/erasure`;
  const body = {
    ground: 'unlawful',
    document: `庄测删〔2026〕${world.serial()}号`,
    decidedOn: world.today(),
    reason: '违法处理',
  };
  const proposed = await world.ask(OFFICE(1), 'propose an erasure', line, { body });
  if (!world.expect(proposed, 'propose an erasure', 201)) return;
  const decision = { body: { confirmed: true }, ifMatch: proposed.body.version };
  const confirmed = await world.ask(OFFICE(2), 'confirm an erasure', `${line}/confirmation`, decision);
  if (!world.expect(confirmed, 'confirm an erasure', 200)) return;
  record.erased = true;
  record.state = 'ended';
};
