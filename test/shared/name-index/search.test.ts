import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { namesAreStale } from '../../../shared/name-index/audit-names.ts';
import { candidatesFor } from '../../../shared/name-index/candidates.ts';
import { writePostings } from '../../../shared/name-index/postings.ts';
import { searchNames } from '../../../shared/name-index/search.ts';
import { makeFormer } from './support/former-index.ts';
import { nameTown, naming } from './support/name-town.ts';

const CODE = '91210299MA0UQ00X1X';
const OTHER = '91210299MA0UQ00X2X';

const setup = async () => {
  const town = nameTown();
  await town.publish(naming(CODE, { name: '庄河市鑫源（大连）建筑工程有限公司' }));
  await town.publish(naming(OTHER, { name: '重庆Ａ银行 3M 分行', until: '2026-12-01' }));
  return town;
};

describe('a query finds a name', () => {
  test.each([
    ['鑫源'],
    ['鑫源(大连)建筑'],
    ['鑫源大连建筑'],
    ['【大连】　建筑'],
    ['庄河市鑫源（大连）建筑工程有限公司'],
    ['zhsxy'],
    ['XYDLJZGC'],
    ['ｘｙｄｌ'],
  ])('by %s', async (query) => {
    const town = await setup();
    expect((await town.search(query)).leads).toEqual([{ name: '庄河市鑫源（大连）建筑工程有限公司', code: CODE }]);
  });

  test.each([['a银行'], ['Ａ银'], ['3m'], ['３Ｍ分行'], ['zqay'], ['cqayx'], ['yh3m'], ['重庆a银行3m分行']])(
    'with the day of its last end, by %s',
    async (query) => {
      const town = await setup();
      const leads = [{ name: '重庆Ａ银行 3M 分行', code: OTHER, until: '2026-12-01' }];
      expect((await town.search(query)).leads).toEqual(leads);
    },
  );

  test.each([['鑫河'], ['源鑫'], ['czq'], ['大连庄河'], ['有限责任']])('but not by %s', async (query) => {
    const town = await setup();
    expect(await town.search(query)).toEqual({ leads: [], first: { leads: [], more: false } });
  });
});

test('from the day on which its last entry ends a name is hidden, whatever the files say', async () => {
  const { bucket } = await setup();
  const on = (day: string) => searchNames('a银行', { read: bucket.read, today: calendarDate(day) });
  expect((await on('2026-11-30')).leads).toHaveLength(1);
  expect((await on('2026-12-01')).leads).toEqual([]);
});

test('an organisation that keeps one entry without an end has no last day', async () => {
  const town = nameTown();
  await town.publish(naming(CODE, { name: '鑫源', until: '2026-12-01' }, { name: '鑫 源' }));
  expect((await town.search('鑫源')).leads).toEqual([{ name: '鑫 源', code: CODE }]);
});

test('a name that is gone is nowhere in the files: neither its code nor its characters, nor a gram that only it had', async () => {
  const town = await setup();
  await town.publish(naming(CODE));
  const bytes = [...town.files].map(([path, text]) => `${path} ${text}`).join('\n');
  for (const trace of [CODE, '鑫源', '源大', '"xyd"', 'zhsxy']) expect(bytes).not.toContain(trace);
  expect(bytes).toContain(OTHER);
});

test('a name that changed is found by the new one alone, and both of two names that stand side by side', async () => {
  const town = await setup();
  await town.publish(naming(CODE, { name: '庄河市恒通物流有限公司' }));
  expect((await town.search('鑫源')).leads).toEqual([]);
  expect((await town.search('恒通物流')).leads).toHaveLength(1);
  await town.publish(naming(CODE, { name: '庄河市恒通物流有限公司' }, { name: '庄河市鑫源建筑有限公司' }));
  expect((await town.search('恒通')).leads).toHaveLength(1);
  expect((await town.search('鑫源')).leads).toHaveLength(1);
});

describe('a hostile query', () => {
  test.each([
    ['nothing', ''],
    ['one character', '鑫'],
    ['brackets alone', '（）【】()[]{}〔〕'],
    ['emoji', '😀😀😀'],
    ['halves of surrogate pairs', '\ud83d\ude00\ud83d'],
    ['spaces', ' \u3000\u200b\n'],
  ])('is too short: %s', async (_, query) => {
    const town = await setup();
    expect((await town.search(query)).first).toEqual({ leads: [], more: false, trouble: 'too-short' });
  });

  test.each([
    ['ten thousand characters', '鑫'.repeat(10_000)],
    ['a name of nine hundred', '鑫源'.repeat(450)],
    ['names of what objects have', '__proto__'],
    ['constructor', 'constructor'],
    ['a character beyond the basic plane', '𠮷𠮷'],
  ])('finds nothing and breaks nothing: %s', async (_, query) => {
    const town = await setup();
    expect((await town.search(query)).first).toEqual({ leads: [], more: false });
  });

  test('with half of a surrogate pair in it finds what the rest of it says', async () => {
    const town = await setup();
    expect((await town.search('鑫\ud83d源')).leads).toHaveLength(1);
  });
});

describe('a damaged index', () => {
  test('says that it cannot be read, or that there is none', async () => {
    const town = await setup();
    for (const path of [...town.files.keys()].filter((one) => one.startsWith('names/'))) town.files.set(path, '{"鑫');
    expect((await town.search('鑫源')).first.trouble).toBe('unavailable');
    for (const broken of ['null', '[]', '{"format":3}', '{']) {
      town.files.set('names.json', broken);
      expect((await town.search('鑫源')).first.trouble).toBe('unavailable');
    }
    town.files.delete('names.json');
    expect((await town.search('鑫源')).first.trouble).toBe('unavailable');
  });

  test('keeps nothing from leaving, says that it is incomplete, and is whole when it was built anew', async () => {
    const town = await setup();
    for (const path of [...town.files.keys()].filter((one) => one.startsWith('names/')))
      town.files.set(path, 'damaged');
    await town.publish(naming(CODE));
    expect(JSON.stringify(town.indexFiles())).not.toContain('鑫源');
    expect((await town.search('恒通')).first).toEqual({ leads: [], more: false, trouble: 'incomplete' });
    await town.publish(new Map(), { names: true });
    expect((await town.search('银行')).first).toMatchObject({ leads: [{ code: OTHER }], more: false });
    expect((await town.search('鑫源')).leads).toEqual([]);
  });

  test('that was lost under a running system is known as incomplete until it is built', async () => {
    const town = await setup();
    for (const path of Object.keys(town.indexFiles())) town.files.delete(path);
    await town.publish(naming('91210299MA0UQ00X3X', { name: '海顺水产' }));
    expect((await town.search('海顺')).first).toMatchObject({ leads: [{ name: '海顺水产' }], trouble: 'incomplete' });
    await town.publish(new Map(), { names: true });
    expect((await town.search('银行')).leads).toHaveLength(1);
  });
});

describe('an index of the release before', () => {
  test('is read as it is, until a version changes it', async () => {
    const town = await setup();
    makeFormer(town);
    for (const query of ['鑫源', 'zhsxy', '庄河市鑫源（大连）建筑工程有限公司'])
      expect((await town.search(query)).first).toMatchObject({ leads: [{ code: CODE }], more: false });
  });

  test('loses its initials with the first change, keeps nothing of what leaves, and is built anew at night', async () => {
    const town = await setup();
    makeFormer(town);
    await town.publish(naming(CODE));
    expect(town.damaged).toEqual([]);
    const text = JSON.stringify(town.indexFiles());
    for (const trace of [CODE, '鑫源', '源大', 'xyd', 'zhsxy']) expect(text).not.toContain(trace);
    expect((await town.search('银行')).first).toMatchObject({ leads: [{ code: OTHER }], trouble: 'incomplete' });
    expect((await town.search('zqay')).first).toMatchObject({ leads: [], trouble: 'incomplete' });
    await town.publish(new Map(), { names: true });
    expect((await town.search('zqay')).first).toMatchObject({ leads: [{ code: OTHER }], more: false });
    expect((await town.search('zqay')).first).not.toHaveProperty('trouble');
  });

  test('is stale, as is one whose notes for readers say something else', async () => {
    const town = await setup();
    const isStale = () =>
      namesAreStale({
        get: async (path) => {
          const text = town.files.get(path);
          return text === undefined ? undefined : new TextEncoder().encode(text);
        },
        list: async function* (prefix) {
          yield [...town.files.keys()].filter((path) => path.startsWith(prefix));
        },
      });
    expect(await isStale()).toBe(false);
    const readers = town.files.get('names.json') ?? '';
    town.files.set('names.json', readers.replace('"large":"A', '"large":"B'));
    expect(await isStale()).toBe(true);
    town.files.set('names.json', readers);
    makeFormer(town);
    expect(await isStale()).toBe(true);
  });
});

test('of a long text the files that are not large are read first, and a whole name is asked for only where many have its grams', async () => {
  const asked: string[] = [];
  const notes = {
    complete: true,
    isHot: () => false,
    fileOf: (family: string, gram: string) => `${family}/${gram}`,
    isLarge: (_: string, gram: string) => gram !== '丁戊' && gram !== '甲乙',
  };
  const many = writePostings(Array.from({ length: 9 }, (_, at) => at * 4_096));
  const read = (postings: string) => async (path: string) => {
    asked.push(path);
    return JSON.stringify({ [path.slice(2)]: postings });
  };
  await candidatesFor('甲乙丙丁戊己', notes, read(writePostings([7])));
  expect(asked.splice(0)).toEqual(['g/甲乙']);
  await candidatesFor('甲乙丙丁戊己', notes, read(many));
  expect(asked.map((path) => path.slice(0, 1))).toEqual(['g', 'g', 'w']);
  expect(asked.slice(0, 2)).toEqual(expect.arrayContaining(['g/丁戊', 'g/甲乙']));
});
