import { framed } from '../../../shared/site-frame/frame.ts';
import { about } from './about.ts';
import { data } from './data.ts';
import { lists } from './lists.ts';
import { lookUp } from './look-up.ts';
import { notFound } from './not-found.ts';
import type { Page } from './page.ts';
import { statistics } from './statistics.ts';
import { verify } from './verify.ts';
import { versions } from './versions.ts';
import { withdrawn } from './withdrawn.ts';

/** The site's own pages. */
export const PAGES: readonly Page[] = [lookUp, lists, withdrawn, statistics, data, verify, versions, about, notFound];

/** Their files, by name, as they are laid down. */
export const pageFiles = (): ReadonlyMap<string, string> =>
  new Map(PAGES.map((page) => [page.file, framed(page).html]));
