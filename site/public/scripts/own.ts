import { startEnding } from './ended.ts';
import { startPage } from './page.ts';

// A page of texts alone.
startPage();
startEnding();
