import type { Label } from '../kernel/label.ts';

/** What an empty chapter says: that nothing stands there, or that nothing of the sort is collected here. */
export const EMPTY: Label = { zh: '无记录。', en: 'No record.' };
export const NOT_COLLECTED: Label = {
  zh: '本系统未归集此类信息，不表示有或者没有。',
  en: 'This system collects nothing of this sort: it says neither that there is any nor that there is none.',
};
export const NOTHING_TO_IMPROVE: Label = {
  zh: '本报告所列信息中没有可以申请修复的事项。',
  en: 'Nothing in this report is to be repaired.',
};

/** How to object and to apply for repair, free of charge. */
export const REMEDIES: readonly Label[] = [
  {
    zh: '认为信息有错误、遗漏或者侵犯合法权益的，可以随时提出异议，由作出决定的部门核查处理；逾期未办结的，该信息暂停公示和使用。对处理结果不服的，可以申请复核。',
    en: 'Whoever finds something wrong, missing or infringing may object at any time; the department that decided examines it, and what is not decided in time is neither public nor used until it is. A review can be asked for.',
  },
  {
    zh: '失信信息达到最短公示期限、义务履行完毕并作出信用承诺的，可以向作出决定的部门申请信用修复，不收取费用。',
    en: 'After the minimum term, with the duty done and a commitment made, repair can be applied for with the department that decided, free of charge.',
  },
  {
    zh: '对行政决定不服的，可以自知道之日起六十日内申请行政复议，或者六个月内提起行政诉讼。异议、修复均可在本系统或者窗口办理。',
    en: 'An administrative decision can be appealed within sixty days to the review body, or within six months to the court. Objections and repairs are taken here and at the counter.',
  },
];
