import type { Label } from '../kernel/label.ts';

/** What a version's bytes say, and what stands beside them; of one that cannot be read there is nothing but its place. */
export interface LinkSeen {
  /** Its number by its key in the history; of the head, by the attribute beside its bytes. */
  readonly place: number;
  /** Of the head alone: the id that stands beside its bytes, and that its key gives. */
  readonly ids?: readonly string[];
  /** The state that stands beside its bytes. */
  readonly state: string;
  readonly content?: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    /** Its content, or what is left of it, gives its hash. */
    readonly holds: boolean;
    readonly erased: boolean;
    /** Made by the ledger kept apart after a restore, under its first number: what lay between was lost with what was restored. */
    readonly replayed: boolean;
    readonly hash: string;
    readonly previous: string;
  };
}

/** What can be wrong with a chain, and what it means. */
export const CHAIN_FINDINGS = {
  unreadable: { zh: '该版本无法读取', en: 'the version cannot be read' },
  'content-changed': { zh: '内容与其校验值不符', en: 'its content does not give its hash' },
  'link-broken': { zh: '与上一版本的校验值不衔接', en: 'it does not follow from the version before it' },
  'version-missing': { zh: '缺少该版本', en: 'the version is missing' },
  'version-unexpected': { zh: '历史中有不应存在的版本', en: 'history holds a version that should not be there' },
  'version-swapped': { zh: '该位置存放的是另一版本', en: 'another version lies in its place' },
  'foreign-content': { zh: '内容属于另一条链', en: 'its content is of another chain' },
  'attribute-differs': { zh: '旁注的状态或编号与内容不符', en: 'the state or id beside it is not that of its content' },
  'head-missing': { zh: '缺少现行版本', en: 'there is history and no head' },
} as const satisfies Readonly<Record<string, Label>>;
export type ChainFinding = keyof typeof CHAIN_FINDINGS;

/** One thing that is wrong, and with which version. */
export interface Found {
  readonly version: number;
  readonly finding: ChainFinding;
}

const contentFindings = (id: string, link: LinkSeen): readonly ChainFinding[] => {
  const { content, place, state, ids = [] } = link;
  if (content === undefined) return ['unreadable'];
  return [
    ...(content.holds ? [] : ['content-changed' as const]),
    ...(content.id === id ? [] : ['foreign-content' as const]),
    ...(content.version === place ? [] : ['version-swapped' as const]),
    ...(content.state === state && ids.every((one) => one === id) ? [] : ['attribute-differs' as const]),
  ];
};

/** Whether a version follows from the one before it; where that is missing or cannot be read, this has been said of it already. */
const follows = (before: LinkSeen | undefined, link: LinkSeen): boolean => {
  if (link.content === undefined) return true;
  if (link.place === 1) return link.content.previous === '';
  if (before?.content === undefined) return true;
  if (before.place !== link.place - 1 && !link.content.replayed) return true;
  return link.content.previous === before.content.hash;
};

/** Places from 1 to the head's where nothing lies, though no replay after a restore says why. */
const gaps = (links: readonly LinkSeen[], head: LinkSeen): readonly number[] => {
  const there = new Set(links.map(({ place }) => place));
  const lost = (place: number) => links.find((link) => link.place > place)?.content?.replayed === true;
  return Array.from({ length: head.place }, (_, at) => at + 1).filter((place) => !there.has(place) && !lost(place));
};

/**
 * Verifies the chain of one head of any sort: `history` oldest first, `head` as it stands. What was put away from the end, history and head
 * together, no chain can show: that is for the public commitments and for the notices, which name versions.
 */
export const chainFindings = (
  id: string,
  history: readonly LinkSeen[],
  head: LinkSeen | undefined,
): readonly Found[] => {
  if (head === undefined) return [{ version: history.at(-1)?.place ?? 0, finding: 'head-missing' }];
  const older = history.filter(({ place }) => place < head.place);
  const links = [...older, head];
  return [
    ...links.flatMap((link) => contentFindings(id, link).map((finding) => ({ version: link.place, finding }))),
    ...links
      .filter((link, at) => !follows(links[at - 1], link))
      .map(({ place }) => ({ version: place, finding: 'link-broken' as const })),
    ...gaps(links, head).map((version) => ({ version, finding: 'version-missing' as const })),
    ...history
      .filter(({ place }) => place >= head.place)
      .map(({ place }) => ({ version: place, finding: 'version-unexpected' as const })),
  ].toSorted((a, b) => a.version - b.version);
};
