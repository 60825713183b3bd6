import { both, html } from '../../../shared/site-frame/html.ts';
import type { Page } from './page.ts';

const TITLE = { zh: '没有这个页面', en: 'There is nothing here' };
const CANNOT_TELL = {
  zh: '这个地址下现在没有内容。可能从来没有，也可能曾经公示、现已期满或撤下：本站不保留已结束的内容，无法区分，也不作区分。',
  en: 'Nothing lies at this address now. There may never have been anything, or it was public and has ended: this site keeps nothing of what has ended, cannot tell which, and does not try to.',
};
const OF_A_CODE = {
  zh: '这个统一社会信用代码下，本站现在没有公示信息。除此以外，这不说明任何事情：既不表示信用良好，也不表示有过什么记录。',
  en: 'Under this unified social credit code nothing is public on this site now. That says nothing else: neither that all is well, nor that there ever was anything.',
};
const OF_CODES = {
  zh: '如果您查询的是统一社会信用代码：没有页面只表示现在没有公示信息，除此以外不说明任何事情。',
  en: 'If you looked for a unified social credit code: that there is no page means that nothing is public under it now, and nothing else.',
};

/** For every address at which nothing lies: it cannot know whether something ever did. */
export const notFound: Page = {
  file: '404.html',
  script: 'not-found',
  title: TITLE,
  robots: 'noindex',
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead" id="cannot-tell">${both(CANNOT_TELL)}</p>
<p class="lead" id="of-a-code" hidden>${both(OF_A_CODE)}</p>
<p id="of-codes">${both(OF_CODES)}</p>
<p><a href="/">${both({ zh: '回到信用查询', en: 'Back to the look-up' })}</a></p>
`,
};
