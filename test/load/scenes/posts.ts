import { fictionalPerson } from '../../builders/fictional.ts';
import type { Chance } from '../chance.ts';
import { officer, type Reply } from '../client.ts';
import { daysAfter } from '../days.ts';
import { companyPosting, type Posting, publicPenalty, taken } from '../postings.ts';
import { DEPARTMENTS, type World } from '../world.ts';

const reporter = (department: string, number = 1) => officer(department, number, 'reporter initiator implementer');

/** Keeps what an answer says of a posting; an id that another document was given before is wrong. */
export const keep = (world: World, posting: Posting, answer: { id: string; state: string }, isShared = true): void => {
  const known = world.ledger.records.get(answer.id);
  if (known !== undefined) {
    if (known.documentNumber !== posting.body.documentNumber)
      world.ledger.wrong.push(`${answer.id} is ${known.documentNumber} and ${posting.body.documentNumber}`);
    return;
  }
  const record = taken(world, posting, answer);
  world.ledger.records.set(record.id, record);
  if (record.state === 'active' && isShared) world.giveBack(record);
};

const post = (world: World, posting: Posting, key?: string): Promise<Reply> =>
  world.ask(reporter(posting.department), 'post one record', 'POST /records', {
    body: posting.body,
    ...(key !== undefined && { key }),
  });

/** Posts one, and keeps it; nobody else works on it unless it is shared. */
export const postAndKeep = async (world: World, posting: Posting, isShared = true): Promise<Reply> => {
  const reply = await post(world, posting);
  if (world.expect(reply, 'post', 201)) keep(world, posting, reply.body, isShared);
  return reply;
};

export const postOne = async (world: World, chance: Chance): Promise<void> => {
  await postAndKeep(world, companyPosting(world, chance));
};

/** The connection broke, or so it seemed: the same request again under its key, be it while the first one is still on its way. */
export const postAgain = async (world: World, chance: Chance): Promise<void> => {
  const posting = companyPosting(world, chance);
  const key = `load-${world.serial()}`;
  const replies = chance.happens(0.5)
    ? await Promise.all([post(world, posting, key), post(world, posting, key)])
    : [await post(world, posting, key), await post(world, posting, key)];
  once(world, posting, replies);
};

/** Two systems post the same document at once, without knowing of each other. */
export const postTwice = async (world: World, chance: Chance): Promise<void> => {
  const posting = companyPosting(world, chance);
  once(world, posting, await Promise.all([post(world, posting), post(world, posting), post(world, posting)]));
};

/** Of several answers to the same one says created, and all name the same record. */
const once = (world: World, posting: Posting, replies: readonly Reply[]): void => {
  const statuses = replies.map(({ status }) => status).toSorted();
  const ids = new Set(replies.map(({ body }) => body.id));
  const wanted = [...replies.slice(1).map(() => 200), 201].join();
  const isOnce = statuses.join() === wanted || replies.some(({ retried }) => retried);
  if (!isOnce || ids.size !== 1)
    world.ledger.wrong.push(`${posting.body.documentNumber} posted ${replies.length} times: ${statuses}, ${[...ids]}`);
  for (const { status, body } of replies) if (status < 300) keep(world, posting, body);
};

const ARRAY = 100;

/** A hundred at once: a few stand twice among them, one is broken; and sometimes all of them are sent again. */
export const postArray = async (world: World, chance: Chance): Promise<void> => {
  const department = chance.of(DEPARTMENTS);
  const own = Array.from({ length: ARRAY - 4 }, () => companyPosting(world, chance, { department }));
  const doubled = own.slice(0, 3);
  const broken = { ...companyPosting(world, chance, { department }).body, decisionDate: '2026-02-30' };
  const body = [...own, ...doubled].map((posting) => posting.body);
  const all = [...body, broken];
  const times = chance.happens(0.15) ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    world.count(ARRAY - 1);
    const reply = await world.ask(reporter(department), 'post a hundred records', 'POST /records', { body: all });
    if (!world.expect(reply, 'array', 200)) return;
    const outcomes: readonly { outcome: string; record: { id: string; state: string } }[] = reply.body.outcomes;
    const wanted = [
      ...own.map(() => (time === 0 && !reply.retried ? 'created' : 'unchanged')),
      ...doubled.map(() => 'unchanged'),
      'refused',
    ];
    const got = outcomes.map(({ outcome }) => outcome);
    if (got.join() !== wanted.join()) world.ledger.wrong.push(`array: ${got.filter((one, at) => one !== wanted[at])}`);
    for (const [at, posting] of [...own, ...doubled].entries()) {
      const record = outcomes[at]?.record;
      if (record) keep(world, posting, record);
    }
  }
};

/** A person's: nobody is told of it, and the public never sees it. */
export const postPerson = async (world: World, chance: Chance): Promise<void> => {
  const department = chance.of(DEPARTMENTS);
  const { body } = publicPenalty(world, chance, { department, company: world.company(chance), daysAgo: 3 });
  const { disclosure: _, ...secret } = body;
  const birth = `19${60 + chance.below(30)}0${1 + chance.below(9)}1${chance.below(10)}`;
  const subject = fictionalPerson('测某某', birth, String(chance.below(1000)).padStart(3, '0'));
  const acted = { actDate: daysAfter(world.today(), -30) };
  await postAndKeep(world, { department, toBePublic: false, body: { ...secret, subject, ...acted } });
};

/** A known code under another name is held until another officer has looked at it. */
export const postRenamed = async (world: World, chance: Chance): Promise<void> => {
  const known = world.borrow(chance, ({ subject }) => subject.category === 'organisation');
  if (known === undefined) return;
  world.giveBack(known);
  const { department, body, toBePublic } = companyPosting(world, chance);
  const subject = {
    category: 'organisation',
    name: `${known.subject.name}（更名${world.serial()}）`,
    unifiedSocialCreditCode: known.subject.code,
  };
  const posting = { department, toBePublic, body: { ...body, subject } };
  const reply = await postAndKeep(world, posting);
  const record = world.ledger.records.get(reply.body.id);
  if (record === undefined) return;
  if (record.state !== 'held') world.ledger.wrong.push(`renamed, but not held: ${record.id}`);
  if (chance.happens(0.3)) return;
  const release = { body: { finding: '经核对登记档案，系同一主体更名' }, ifMatch: 1 };
  const line = `POST /records/${record.id}/hold-release`;
  world.expect(await world.ask(reporter(department), 'release a hold', line, release), 'release by the author', 403);
  const released = await world.ask(reporter(department, 2), 'release a hold', line, release);
  if (!world.expect(released, 'release', 200)) return;
  record.state = 'active';
  record.events.push({ action: 'release-hold', version: released.body.version });
  world.giveBack(record);
};
