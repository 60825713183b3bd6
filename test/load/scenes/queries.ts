import type { Chance } from '../chance.ts';
import { officer } from '../client.ts';
import type { World } from '../world.ts';

const RECIPIENTS = ['credit-office', 'finance', 'market-regulation', 'housing-construction'] as const;

/** A record is read while nobody changes it: it stands at its last acknowledged version. */
export const reading = async (world: World, chance: Chance): Promise<void> => {
  const record = world.borrow(chance);
  if (record === undefined) return;
  const who = officer(record.department, 2, 'reporter');
  const read = await world.ask(who, 'read a record', `GET /records/${record.id}`);
  const last = Math.max(...record.events.map(({ version = 1 }) => version));
  if (world.expect(read, 'read', 200) && read.body.version < last)
    world.ledger.wrong.push(`${record.id} was acknowledged at ${last} and read at ${read.body.version}`);
  if (chance.happens(0.3)) {
    const history = await world.ask(who, 'read a history', `GET /records/${record.id}/history`);
    world.expect(history, 'history', 200);
  }
  const stranger = officer(record.department === 'tax' ? 'culture-tourism' : 'tax', 1, 'reporter');
  if (chance.happens(0.1))
    world.expect(await world.ask(stranger, 'read a record', `GET /records/${record.id}`), 'read by a stranger', 404);
  world.giveBack(record);
};

/** A supplier is checked before a decision, or a whole list of bidders. */
export const check = async (world: World, chance: Chance): Promise<void> => {
  const length = chance.happens(0.9) ? 1 + chance.below(3) : 20 + chance.below(30);
  const codes = new Set(Array.from({ length }, () => world.company(chance).unifiedSocialCreditCode));
  const subjects = [...codes].map((unifiedSocialCreditCode) => ({ unifiedSocialCreditCode }));
  const body = { decisionType: 'procurement-qualification', reference: `采购2026-${world.serial()}`, subjects };
  const who = officer('finance', 1, 'implementer');
  const name = length > 3 ? 'check a list of subjects' : 'check a subject';
  const reply = await world.ask(who, name, 'POST /checks', { body });
  if (!world.expect(reply, 'check', 201)) return;
  if (reply.body.answers.length !== subjects.length) world.ledger.wrong.push('a check that answers for other subjects');
  if (chance.happens(0.2)) {
    const again = await world.ask(who, name, 'POST /checks', { body });
    // Where something was written about one of the subjects in between, the same check is answered anew (201).
    if (![200, 201].includes(again.status) || again.body.id !== reply.body.id)
      world.ledger.wrong.push(`checked again: ${again.status} ${again.body.id}, not ${reply.body.id}`);
  }
  if (chance.happens(0.2))
    world.expect(await world.ask(who, 'read a check', `GET /checks/${reply.body.id}`), 'read a check', 200);
};

/** A clerk reads an inbox and acknowledges some of it, now and then twice. */
export const inbox = async (world: World, chance: Chance): Promise<void> => {
  const department = chance.of(RECIPIENTS);
  const who = officer(department, 1, 'implementer');
  const reply = await world.ask(who, 'read an inbox', 'GET /notifications?limit=20');
  if (!world.expect(reply, 'inbox', 200)) return;
  const done = world.ledger.acknowledged.get(department) ?? new Map();
  world.ledger.acknowledged.set(department, done);
  for (const { id, data, subject, type } of reply.body.notifications.slice(0, chance.below(4))) {
    const line = `POST ${data.acknowledgement}`;
    const acknowledged = await world.ask(who, 'acknowledge', line);
    if (world.expect(acknowledged, 'acknowledge', 200)) done.set(id, { about: subject, type, version: data.version });
    if (chance.happens(0.1)) world.expect(await world.ask(who, 'acknowledge', line), 'acknowledge again', 200);
  }
};
