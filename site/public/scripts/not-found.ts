import { startEnding } from './ended.ts';
import { startPage } from './page.ts';

const SUBJECT = /^\/subjects\/[^/]+$/;

const show = (id: string, isShown: boolean): void => {
  const place = document.getElementById(id);
  if (place !== null) place.hidden = !isShown;
};

const isSubject = SUBJECT.test(location.pathname);
for (const id of ['cannot-tell', 'of-codes']) show(id, !isSubject);
show('of-a-code', isSubject);
startPage();
startEnding();
