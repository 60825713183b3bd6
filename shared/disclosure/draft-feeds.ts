import { atomFeed, jsonFeed, NEWEST_PUBLICATIONS, type Publication, publicationsOf } from '../open-data/feeds.ts';
import { type Draft, place, placeJson } from './draft.ts';
import { paths } from './files.ts';

/** Writes the feeds anew with one version more; of a feed that is lost or damaged a new one begins with it. */
export const draftFeeds = async (draft: Draft, publication: Publication): Promise<void> => {
  const older = (await before(draft)).filter(({ version }) => version < publication.version);
  const publications = [publication, ...older].slice(0, NEWEST_PUBLICATIONS);
  await placeJson(draft, paths.feedJson, jsonFeed(publications));
  const text = atomFeed([publication, ...publications.slice(1)], await firstOf(draft, publication));
  await place(draft, paths.feedAtom, new TextEncoder().encode(text));
};

const before = async (draft: Draft): Promise<readonly Publication[]> => {
  const bytes = await draft.current(paths.feedJson);
  if (bytes === undefined) return [];
  try {
    return publicationsOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    draft.damaged(paths.feedJson);
    return [];
  }
};

/** The SHA-256 of the first manifest: it is permanent, as the feed's name must be. */
const firstOf = async ({ current, codec }: Draft, { sha256 }: Publication): Promise<string> => {
  const first = await current(paths.manifest(1));
  return first === undefined ? sha256 : codec.sha256(first);
};
