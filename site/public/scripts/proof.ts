import type { Label } from '../../../shared/kernel/label.ts';
import type { Entry, Link, Outcome, Proof, Step } from '../verification/types.ts';
import { verifyConsistency } from '../verification/verify-consistency.ts';
import { verifyEntry } from '../verification/verify-entry.ts';
import { chinese, make, pair } from './dom.ts';
import { moment } from './moment.ts';
import { readBytes } from './read.ts';
import { word } from './words.ts';

/** The links of the chain, as readers are told of them. */
const LINKS: Readonly<Record<Link, Label>> = {
  entry: { zh: '找到条目', en: 'The entry is there' },
  commitment: { zh: '由内容重新算出摘要', en: 'Its digest follows from its content' },
  members: { zh: '摘要在本版本的成员清单中', en: 'The digest is among the members of the version' },
  root: { zh: '成员清单与版本清单相符', en: 'The members are those of the manifest' },
  signature: { zh: '版本清单的签名有效', en: 'The manifest is signed' },
  leaf: { zh: '版本清单已记入日志', en: 'The manifest stands in the log' },
  checkpoint: { zh: '日志检查点的签名有效', en: 'The checkpoint of the log is signed' },
  consistency: { zh: '日志只增不改', en: 'The log was only added to' },
  witnesses: { zh: '见证人已联署', en: 'Witnesses signed it too' },
};
const OUTCOMES: Readonly<Record<Outcome, Label>> = {
  holds: { zh: '相符', en: 'holds' },
  fails: { zh: '不符', en: 'fails' },
  missing: { zh: '文件缺失', en: 'a file is missing' },
  unsupported: { zh: '浏览器不支持', en: 'this browser cannot' },
  skipped: { zh: '未检查', en: 'not checked' },
};
const SENTENCES: Readonly<
  Record<Proof['verdict'], { readonly sort: string; readonly entry: Label; readonly log: Label }>
> = {
  proven: {
    sort: 'good',
    entry: {
      zh: '已证明：这条信息与签名公布的内容一字不差，并已记入所有人都能看到的公开日志。',
      en: 'Proven: this entry is word for word what was signed and published, and stands in the public log that everybody can see.',
    },
    log: {
      zh: '已证明：从较早的检查点到现在，日志只增加，没有改写或删除任何一条记录。',
      en: 'Proven: since the earlier checkpoint the log was only added to; nothing in it was rewritten or removed.',
    },
  },
  refuted: {
    sort: 'trouble',
    entry: {
      zh: '不符！这条信息不是签名公布的内容：它可能被改动，或者副本不完整。请不要使用，一分钟后重试；仍不符的，请保存本页并告知页脚所列联系方式。',
      en: 'It does not hold! This entry is not what was signed and published: it may have been altered. Do not use it. Try again in a minute; if it still fails, keep this page and tell the contact below.',
    },
    log: {
      zh: '不符！日志与较早的检查点矛盾：记录可能被改写。请一分钟后重试；仍不符的，请保存两个检查点并告知页脚所列联系方式。',
      en: 'It does not hold! The log contradicts the earlier checkpoint: it may have been rewritten. Try again in a minute; if it still fails, keep both checkpoints and tell the contact below.',
    },
  },
  unproven: {
    sort: 'warning',
    entry: {
      zh: '未能证明：缺少文件，或者浏览器不支持。这既不表示正确，也不表示有误，请稍后或换一个浏览器重试。',
      en: 'Not proven: a file is missing, or this browser cannot do it. That says neither that it is right nor that it is wrong; try later or with another browser.',
    },
    log: {
      zh: '未能证明：检查点读不懂、缺少文件，或者浏览器不支持。这既不表示正确，也不表示有误。',
      en: 'Not proven: the checkpoint cannot be read, a file is missing, or this browser cannot do it. That says neither that it is right nor that it is wrong.',
    },
  },
};
const STEPS = { zh: '逐项结果', en: 'Step by step' };

const facts = ({ facts: given }: Step): HTMLElement | undefined => {
  const some = Object.entries(given);
  if (some.length === 0) return undefined;
  return make('ul', { class: 'hint code' }, ...some.map(([name, value]) => make('li', {}, `${name}: ${value}`)));
};

const stepOf = (step: Step): HTMLElement =>
  make(
    'li',
    { class: step.outcome },
    pair(LINKS[step.link]),
    pair({ zh: '：', en: ': ' }),
    make('strong', {}, pair(OUTCOMES[step.outcome])),
    facts(step),
  );

const conclusion = (proof: Proof, of: 'entry' | 'log'): readonly HTMLElement[] => {
  const { sort, [of]: sentence } = SENTENCES[proof.verdict];
  const isLoud = proof.verdict === 'refuted';
  const { version, publishedAt = '' } = proof;
  const where =
    version === undefined
      ? undefined
      : make(
          'p',
          {},
          pair({ zh: `第 ${version} 版，公布于 `, en: `Version ${version}, published ` }),
          moment(publishedAt),
          pair({ zh: '（北京时间）', en: ' (Beijing time)' }),
        );
  return [
    make(
      'div',
      { class: `note ${sort}`, ...(isLoud && { role: 'alert' }) },
      make('p', {}, make('strong', {}, pair(sentence))),
      where,
    ),
    make('details', {}, make('summary', {}, pair(STEPS)), make('ol', { class: 'steps' }, ...proof.steps.map(stepOf))),
  ];
};

const keep = ({ verdict, checkpoint }: Proof, remember: (checkpoint: string) => void): void => {
  if (verdict === 'proven' && checkpoint !== undefined) remember(checkpoint);
};

const around = (remembered: string | undefined) => ({
  read: (path: string) => readBytes(`/${path}`),
  ...(remembered !== undefined && { remembered }),
});

const textOf = (value: Entry['fields'][string] | undefined): string => (value === undefined ? '' : String(value));

/** An entry with the proof of it. Throws Unreachable. */
export const entryProof = async (
  entry: Entry,
  remembered: string | undefined,
  remember: (checkpoint: string) => void,
): Promise<HTMLElement> => {
  const proof = await verifyEntry({ entry }, around(remembered));
  keep(proof, remember);
  const { kind, documentNumber, title, subjectName, publicUntil } = entry.fields;
  return make(
    'article',
    { class: 'entry', ...(publicUntil !== undefined && { publicUntil: String(publicUntil) }) },
    make('h3', {}, chinese(textOf(documentNumber ?? title))),
    make('p', {}, word('kind', textOf(kind)), ' · ', chinese(textOf(subjectName))),
    ...conclusion(proof, 'entry'),
  );
};

/** Whether the log only added to an older checkpoint. Throws Unreachable. */
export const logProof = async (older: string, remember: (checkpoint: string) => void): Promise<HTMLElement> => {
  const proof = await verifyConsistency(older, around(undefined));
  keep(proof, remember);
  return make('div', {}, ...conclusion(proof, 'log'));
};
