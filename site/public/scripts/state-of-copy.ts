import { make, pair } from './dom.ts';
import { moment } from './moment.ts';
import { readJson } from './read.ts';

/** The daily publication, with time for its repeats: what is older is not as it should be. */
const STALE_AFTER_MS = 26 * 3_600_000;

const NONE = { zh: '还没有公布过数据。', en: 'Nothing has been published yet.' };
const STALE = {
  zh: '公布已延误：期满的信息仍会按时隐藏，新信息可能尚未出现。',
  en: 'Publication is late: what has ended is hidden in time all the same, and what is new may be missing.',
};

/** Of which version the data is, and whether it is late. */
export const stateOfCopy = async (): Promise<readonly Node[]> => {
  const latest = await readJson<{ version: number; projectedAt: string }>('/latest.json');
  if (latest === undefined) return [make('span', {}, pair(NONE))];
  const { version, projectedAt } = latest;
  const link = make('a', { href: '/versions.html' }, pair({ zh: `第 ${version} 版`, en: `version ${version}` }));
  const line = make(
    'span',
    {},
    pair({ zh: '数据：', en: 'Data: ' }),
    link,
    pair({ zh: '，公布于 ', en: ', published ' }),
    moment(projectedAt),
    pair({ zh: '（北京时间）', en: ' (Beijing time)' }),
  );
  const isStale = Date.now() - Date.parse(projectedAt) > STALE_AFTER_MS;
  return isStale ? [line, make('span', { class: 'note warning' }, pair(STALE))] : [line];
};
