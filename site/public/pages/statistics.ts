import { both, html } from '../../../shared/site-frame/html.ts';
import { type Page, withoutScripts, words } from './page.ts';
import { DEPARTMENT_NAMES, named, PUBLIC_KINDS } from './words.ts';

const TITLE = { zh: '统计', en: 'Statistics' };
const LEAD = {
  zh: '按月份、类别和部门统计公示数量，以及各部门是否在七个工作日内公示。被统计的是部门履职，不是任何单位的信用。',
  en: 'How much was published by month, kind and department, and whether departments published within seven working days. What is measured here is the work of departments, never the credit of anybody.',
};

/** Counts, as charts with their tables. */
export const statistics: Page = {
  file: 'statistics.html',
  path: '/statistics.html',
  script: 'statistics',
  title: TITLE,
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead">${both(LEAD)}</p>
${withoutScripts({
  zh: '图表需要脚本，原始文件是 /statistics.json。',
  en: 'The charts need scripts; the file itself is /statistics.json.',
})}<div id="statistics" aria-live="polite"></div>
${words(new Map([...named('kind', PUBLIC_KINDS), ...named('department', DEPARTMENT_NAMES)]))}`,
};
