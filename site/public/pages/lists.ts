import { both, html } from '../../../shared/site-frame/html.ts';
import { option, type Page, withoutScripts, words } from './page.ts';
import { DEPARTMENT_NAMES, FIELD_NAMES, named, PUBLIC_KINDS } from './words.ts';

const TITLE = { zh: '公示名单', en: 'Lists' };
const LEAD = {
  zh: '按类别、部门和决定月份查看正在公示的信息，按决定日期排列。排列次序不表示评价。',
  en: 'What is public now, by kind, department and month of the decision, in the order of its dates. The order says nothing about anybody.',
};
const KIND = { zh: '类别', en: 'Kind' };
const DEPARTMENT = { zh: '部门', en: 'Department' };
const MONTH = { zh: '月份', en: 'Month' };
const FIELD = { zh: '领域、名单或类型', en: 'Field, list or type' };
const ANY = { zh: '全部', en: 'All' };

/** What is public, by kind, department, month and field. */
export const lists: Page = {
  file: 'lists.html',
  path: '/lists.html',
  script: 'lists',
  title: TITLE,
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead">${both(LEAD)}</p>
<form class="filters" id="filters">
<p><label for="kind">${both(KIND)}</label><select id="kind">${[...PUBLIC_KINDS].map(([kind, label]) => option(kind, label))}</select></p>
<p><label for="department">${both(DEPARTMENT)}</label><select id="department">${option('', ANY)}${[...DEPARTMENT_NAMES].map(([code, label]) => option(code, label))}</select></p>
<p><label for="month">${both(MONTH)}</label><select id="month"></select></p>
<p><label for="field">${both(FIELD)}</label><select id="field">${option('', ANY)}</select></p>
</form>
${withoutScripts({
  zh: '名单需要脚本显示。原始文件见开放数据页。',
  en: 'The lists need scripts. The files themselves are on the page of open data.',
})}<div id="list" aria-live="polite"></div>
${words(new Map([...named('field', FIELD_NAMES), ...named('department', DEPARTMENT_NAMES)]))}`,
};
