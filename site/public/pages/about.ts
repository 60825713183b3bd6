import objectionTerms from '../../../shared/objections/objection-terms.json' with { type: 'json' };
import { TERM_POINTS, TERMS } from '../../../shared/open-data/terms.ts';
import { both, type Html, html } from '../../../shared/site-frame/html.ts';
import { heading, type Page, paragraph, points } from './page.ts';

const TITLE = { zh: '说明', en: 'About' };

const WHAT = [
  {
    zh: '本站公示本市行政机关依法作出、依法应当公开的决定和信用信息，依据庄政发〔2017〕22号和现行法律。每条信息由作出机关负责，注明文号、依据和公示期限。',
    en: 'This site publishes decisions and credit information of the authorities of this city that are public under the law, after Zhuanghe 2017 No. 22 and the law in force. Each entry is the responsibility of its authority and names its document, its basis and its term.',
  },
  {
    zh: '本站不对任何单位或个人评分、评级、排名，不设曝光台，不登照片。没有公示信息，既不表示信用良好，也不表示信用不良。',
    en: 'It scores, rates and ranks nobody, has no wall of shame and shows no photographs. That nothing is published about somebody says neither that all is well nor that it is not.',
  },
  {
    zh: '同名不等于同一单位：只有统一社会信用代码能够确认。按名称查到的只是线索。',
    en: 'An equal name is not the same organisation: only the unified social credit code tells. What a search by name finds are leads.',
  },
  {
    zh: '本站不公示自然人，也不能查询自然人。',
    en: 'No natural person is published here, and none can be looked up.',
  },
];

const PRIVACY = [
  {
    zh: '本站是一组静态文件，没有后台数据库，不使用 Cookie，不加载任何第三方内容，不统计访客，不保存访问日志中的查询对象。',
    en: 'The site is a set of static files: no database, no cookies, nothing from third parties, no counting of visitors, and no log of who was looked up.',
  },
  {
    zh: '名称查询在您的浏览器里完成，输入的文字不会发送出去；浏览器只取用索引文件的相应分片。按代码查询时，代码出现在网页地址中。',
    en: 'A search by name happens in your browser: what you type is not sent; only the matching pieces of the index are fetched. A look-up by code has the code in its address.',
  },
  {
    zh: '浏览器中只保存两样东西，都只在本机：您选择的语言，以及核验页记住的日志检查点（可以随时忘记）。',
    en: 'Two things are kept, in your own browser only: the language you chose, and the checkpoint of the log that the verification page remembers (it can be forgotten there).',
  },
];

const ACCESSIBILITY = [
  {
    zh: '全部功能可以用键盘操作，标题、地标和表格供读屏软件使用，动态结果会朗读。支持高对比度、强制配色、放大、深色和打印。',
    en: 'Everything works by keyboard; headings, landmarks and tables are there for screen readers, and results are announced. High contrast, forced colours, zoom, dark mode and print are supported.',
  },
  {
    zh: '单位页面和说明页不需要脚本即可阅读；图表旁都有同样内容的表格。',
    en: "Organisations' pages and texts can be read without scripts; beside each chart stands a table with the same figures.",
  },
  {
    zh: '如有使用障碍，请通过页脚的联系方式告知，我们以其他方式提供同样的信息。',
    en: 'If something is in your way, tell us by the contact at the foot of the page: you get the same information in another way.',
  },
];

const terms = objectionTerms.terms.at(-1);
const STEPS = ['mark', 'own', 'provider', 'total', 'askReview', 'review'] as const;
const objectionPoints: Html = html`<ul>${STEPS.flatMap((step) => {
  const basis = terms?.[step].basis;
  return basis === undefined ? [] : [html`<li>${both(basis)}</li>`];
})}</ul>\n`;

/** What this is, what can be done about an entry, and how the site behaves. */
export const about: Page = {
  file: 'about.html',
  path: '/about.html',
  script: 'own',
  title: TITLE,
  main: html`<h1>${both({ zh: '关于本站', en: 'About this site' })}</h1>
${points(WHAT)}
${heading('object', { zh: '对公示信息有异议', en: 'If an entry is wrong' })}${paragraph({
  zh: '信息的当事人认为公示有误、遗漏、超过期限或者不应公示的，可以提出异议：',
  en: 'Whoever an entry is about may object that it is wrong, incomplete, past its term or should not be public:',
})}${points([
  {
    zh: '向市信用工作机构提出：使用本系统的主体端，或者到政务服务窗口书面提出；可以委托代理人。',
    en: "to the city's credit office, by the subjects' door of the system or on paper at the service counter, also by an agent;",
  },
  {
    zh: '写明单位名称、统一社会信用代码、信息的文号、异议理由，附证明材料。',
    en: 'naming the organisation, its code, the document number of the entry and the reasons, with what proves them.',
  },
])}${paragraph({
  zh: '处理时限如下，标明“暂行默认设定”的，以本市规定为准：',
  en: 'The terms are these; what says that it is a default gives way to the local rule:',
})}${objectionPoints}${paragraph({
  zh: '异议期间，条目附异议标注；逾期未处理的，先停止公示和使用。当事人也可以直接依法申请行政复议或者提起行政诉讼，不以异议为前提。',
  en: 'Meanwhile the entry bears a note of the objection; if it is not decided in time, it is neither public nor used until it is. Administrative reconsideration and litigation are open under the law, without an objection first.',
})}
${heading('repair', { zh: '信用修复', en: 'Repair' })}${paragraph({
  zh: '纠正了失信行为、履行了义务的，可以申请信用修复。谁认定、谁修复：向作出认定的机关申请，信用中国网站同步受理。准予修复的，停止公示、共享和使用，不收任何费用（国办发〔2025〕22号、国家发展改革委令第36号）。',
  en: 'Who has set right what was wrong and done what was owed may apply for repair. Who found decides: apply to the authority that made the finding, or through Credit China. Once granted, publicity, sharing and use end; it costs nothing (General Office of the State Council 2025 No. 22, NDRC Order 36).',
})}${points([
  {
    zh: '最短公示期届满后即可申请；轻微失信信息，法定责任履行完毕即可申请。',
    en: 'It may be asked for once the shortest publicity is over, for minor matters as soon as the duty is done.',
  },
  {
    zh: '被修复的信息从本站所有文件中消失，不留“已修复”痕迹。',
    en: 'What was repaired leaves every file of this site, and no trace says that it was repaired.',
  },
])}
${heading('terms', { zh: '再利用条款', en: 'Terms of re-use' })}<p class="hint"><!--terms-state-->${both(TERMS.about)}<!--/terms-state--></p>${points(TERM_POINTS)}${paragraph(
    {
      zh: '本站无法得知谁在读取，因此无法逐一通知；跟随增量是再利用者的义务。程序可读的条款见开放数据页。',
      en: 'Nobody knows who reads the public copy, so nobody can be told of an end: to follow the deltas is the duty of whoever re-uses it. The page of open data has the terms for programs.',
    },
  )}
${heading('privacy', { zh: '隐私', en: 'Privacy' })}${points(PRIVACY)}
${heading('accessibility', { zh: '无障碍', en: 'Accessibility' })}${points(ACCESSIBILITY)}`,
};
