import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems put their Chromium. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser: the one that CHROMIUM names, or the system's. */
export const startBrowser = (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('There is no Chromium: install it, or say where it is (CHROMIUM).');
  // Its own sandbox needs rights that containers do not give; it opens nothing but the pages of this project.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
};
