import { createHmac } from 'node:crypto';
import type { Ledger } from '../ledger.ts';
import { dueNotifications, keyOf } from './due.ts';
import { each, type Notes } from './findings.ts';
import type { Outside } from './outside.ts';

/** A notification as a department has it. */
interface Notice {
  readonly id: string;
  readonly recipient: string;
  readonly about: string;
  readonly type: string;
  readonly version: number;
}

/** What somebody's own receiver got. */
export interface Received {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

const PREFIX = 'joint-credit.';
/** What clocks say, and what rests on checks, follows from days and from the order of things: each once, but not foretold. */
const NOT_FORETOLD = /^(clock|check|measure|report|endpoint)\.|^task\.(reminder|overdue|escalated)$/;
const AT_ONCE = 4;

const inboxOf = async (outside: Outside, notes: Notes, recipient: string): Promise<readonly Notice[]> => {
  const notices: Notice[] = [];
  for (let path = '/notifications?limit=100'; path !== ''; ) {
    const { status, body, link } = await outside.read(recipient, 'implementer', path);
    if (status !== 200) {
      notes.wrong(`inbox of ${recipient}: ${status}`);
      return notices;
    }
    for (const { id, subject, type, data } of body.notifications)
      notices.push({ id, recipient, about: subject, type: type.replace(PREFIX, ''), version: data.version });
    const next = /<([^>]+)>/.exec(link ?? '')?.[1];
    path = next === undefined ? '' : `${next}&limit=100`;
  }
  return notices;
};

/** Each due notification is in its recipient's inbox once, and nothing else is. */
export const checkInboxes = async (outside: Outside, notes: Notes, ledger: Ledger): Promise<readonly Notice[]> => {
  const due = dueNotifications(ledger);
  const recipients = new Set([...due.keys()].map((key) => key.slice(0, key.indexOf('|'))));
  const notices: Notice[] = [];
  await each(recipients, AT_ONCE, async (recipient) => {
    const listed = await inboxOf(outside, notes, recipient);
    const done = ledger.acknowledged.get(recipient) ?? new Map();
    for (const { id } of listed) if (done.has(id)) notes.wrong(`${recipient} acknowledged ${id}, and it is listed`);
    const known = [...done].map(([id, one]) => ({ ...one, id, recipient, type: one.type.replace(PREFIX, '') }));
    notices.push(...listed, ...known);
  });
  notes.looked('notifications', notices.length);
  // By date, and then by what was decided: it is told of both.
  const mayBe = (about: string, type: string): boolean =>
    type === 'record.publicity-ended' && ledger.records.get(about)?.mayHaveLeft === true;
  const ids = new Set<string>();
  const versions = new Set<string>();
  const got = new Map<string, number>();
  for (const { id, recipient, about, type, version } of notices) {
    if (ids.has(id)) notes.wrong(`notification ${id} is there twice`);
    ids.add(id);
    const key = keyOf(recipient, about, type);
    if (versions.has(`${key}|${version}`) && !NOT_FORETOLD.test(type))
      notes.wrong(`told twice: ${key} of version ${version}`);
    versions.add(`${key}|${version}`);
    got.set(key, (got.get(key) ?? 0) + 1);
    if (!due.has(key) && !NOT_FORETOLD.test(type) && !mayBe(about, type))
      notes.wrong(`told, and nothing was acknowledged: ${key} of version ${version}`);
  }
  for (const [key, times] of due) {
    const [, about = '', type = ''] = key.split('|');
    const told = got.get(key) ?? 0;
    if (told !== times && !(told === times + 1 && mayBe(about, type)))
      notes.wrong(`due ${times} times, told ${told}: ${key}`);
  }
  return notices;
};

/** The signature of Standard Webhooks, computed here. */
const isSigned = (secret: string, { id, timestamp, body, signature }: Received): boolean => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const own = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return signature.split(' ').includes(`v1,${own}`);
};

/** What its inbox has of what it asked for, a department's own system got too, signed. */
export const checkWebhooks = (
  notes: Notes,
  { endpoints }: Ledger,
  notices: readonly Notice[],
  received: readonly Received[],
): void => {
  const got = new Map<string, number>();
  for (const { id } of received) got.set(id, (got.get(id) ?? 0) + 1);
  notes.looked('webhooks', received.length);
  notes.looked('webhooks that came again', received.length - got.size);
  for (const { department, types, secret } of endpoints) {
    const own = notices.filter(({ recipient, type }) => recipient === department && types.includes(type));
    const ids = new Set(own.map(({ id }) => id));
    for (const { id, about, type } of own) if (!got.has(id)) notes.wrong(`not told by webhook: ${type} of ${about}`);
    for (const id of got.keys()) if (!ids.has(id)) notes.wrong(`told by webhook what is in no inbox: ${id}`);
    for (const one of received) if (!isSigned(secret, one)) notes.wrong(`webhook ${one.id} is not signed`);
  }
};
