import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { nameOf } from '../../shared/open-data/feeds.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear } from '../shared/disclosure/support/publisher.ts';
import { penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const textOf = async ({ deps }: City, path: string): Promise<string> =>
  Buffer.from((await deps.disclosure.get(path)) ?? []).toString();

interface Read {
  readonly items: readonly { id: string; url: string; title: string; date_published: string }[];
}
const feedOf = async (town: City): Promise<Read> => JSON.parse(await textOf(town, 'feed.json'));

/** Every element of an XML document: its name and what stands in it. Throws on what is no XML. */
const elementsOf = (xml: string): { name: string; text: string }[] => {
  const parser = new SaxesParser({ xmlns: true });
  const open: { name: string; text: string }[] = [];
  const found: { name: string; text: string }[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri }) => {
    const element = { name: uri === 'http://www.w3.org/2005/Atom' ? local : `another ${local}`, text: '' };
    open.push(element);
    found.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
};

const published = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(penalty('a'), penalty('b'));
  await town.run();
  await town.change(penalty('b', { version: 2, ended: 'withdrawn' }));
  await town.run();
  return town;
};

describe('the feeds', () => {
  it('say of each version what was added, changed and removed, the newest first, under the name of its manifest', async () => {
    const town = await published();
    const { items } = await feedOf(town);
    const manifests = await Promise.all(
      [2, 1].map((version) => town.deps.disclosure.get(`v/${version}/manifest.json`)),
    );
    expect(items.map(({ url, title }) => [url, title.replace(/^.* Version/, 'Version')])).toEqual([
      ['v/2/manifest.json', 'Version 2: 0 added, 0 changed, 1 removed'],
      ['v/1/manifest.json', 'Version 1: 2 added, 0 changed, 0 removed'],
    ]);
    expect(items.map(({ id }) => id)).toEqual(
      manifests.map((bytes) => nameOf(town.deps.codec.sha256(bytes ?? new Uint8Array()))),
    );
  });

  it('say the same as Atom, well formed, with all that RFC 4287 asks of a feed and an entry', async () => {
    const town = await published();
    const elements = elementsOf(await textOf(town, 'feed.atom'));
    const count = (name: string) => elements.filter((element) => element.name === name).length;
    expect(
      Object.fromEntries(['feed', 'entry', 'id', 'title', 'updated', 'author'].map((name) => [name, count(name)])),
    ).toEqual({
      feed: 1,
      entry: 2,
      id: 3,
      title: 3,
      updated: 3,
      author: 1,
    });
    const { items } = await feedOf(town);
    const ids = elements.filter(({ name }) => name === 'id').map(({ text }) => text);
    expect(ids.slice(1)).toEqual(items.map(({ id }) => id));
    expect(ids[0]).toBe(`${items.at(-1)?.id}#feed`);
  });

  it('name nobody: no subject and no entry', async () => {
    const town = await published();
    for (const path of ['feed.json', 'feed.atom']) {
      const text = await textOf(town, path);
      expect(text).not.toContain('庄河示例');
      expect(text).not.toContain('91210299');
    }
  });

  it('begin anew where they are damaged, and keep no publication back', async () => {
    const town = await published();
    await town.deps.disclosure.put('feed.json', new TextEncoder().encode('{'));
    await town.change(penalty('c'));
    await town.run();
    expect((await feedOf(town)).items.map(({ url }) => url)).toEqual(['v/3/manifest.json']);
    expect(town.logged.map(({ message }) => message)).toContain(publisherMessages.fileDamaged);
    expect((await town.verify()).findings).toEqual([]);
  });

  it('hold the newest fifty', async () => {
    const town = await published();
    const feed = JSON.parse(await textOf(town, 'feed.json'));
    const items = Array.from({ length: 50 }, () => feed.items[0]);
    await town.deps.disclosure.put('feed.json', new TextEncoder().encode(JSON.stringify({ ...feed, items })));
    await town.change(penalty('c'));
    await town.run();
    const after = await feedOf(town);
    expect([after.items.length, after.items[0]?.url, after.items.at(-1)?.url]).toEqual([
      50,
      'v/3/manifest.json',
      'v/2/manifest.json',
    ]);
  });
});
