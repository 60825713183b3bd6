import type { Label } from '../kernel/label.ts';

/**
 * The terms of re-use that ship with the system. No law is cited: they are what the publisher asks of whoever takes the data. The authority
 * that publishes adopts them (`-c termsAdoptedOn`, which the deployment writes into them), or puts its own words here under a new date.
 * Until then they say that nobody did.
 */
export const TERMS = {
  version: '2026-11-23',
  adopted: false,
  about: {
    zh: '系统自带的缺省条款，公示机关尚未采用，待其采用或替换。',
    en: 'The default that ships with the system: the publishing authority has not adopted it yet, and will adopt or replace it.',
  },
} as const;

/** One by one, in the order in which people read them. */
export const TERM_POINTS: readonly (Label & { readonly id: string })[] = [
  {
    id: 'free',
    zh: '本站的数据任何人都可以免费使用、复制、传播和加工，须注明来源、版本号和公示截止日期。',
    en: 'Anybody may use, copy, pass on and process the data of this site, free of charge, naming the source, the version and the day on which publicity ends.',
  },
  {
    id: 'ends',
    zh: '公示期满之日（publicUntil）零时起，不得再展示、传播该条信息。',
    en: 'From 00:00 Beijing time of its publicUntil an entry is no longer shown or passed on.',
  },
  {
    id: 'delete',
    zh: '须跟随增量，至少每日一次：DEL 所列条目立即从全部副本和衍生产品中删除，MOD 所列条目立即替换。',
    en: 'The deltas are followed, at least daily: what a DEL names is deleted from every copy and derived product at once, what a MOD names is replaced.',
  },
  {
    id: 'pass-on',
    zh: '向他人提供数据的，须一并提供公示截止日期和本条款，并将此后的删除和替换告知对方。',
    en: 'Whoever passes data on passes on the end of its publicity and these terms with it, and tells of later deletions and replacements.',
  },
  {
    id: 'objection',
    zh: '有异议标注（objectedOn）的，展示时一并展示；有补充说明（supplement）的亦同。',
    en: 'Where an objection is noted (objectedOn), it is shown with the entry; so is a supplement.',
  },
  {
    id: 'code',
    zh: '主体以统一社会信用代码为准，名称相同不等于同一主体。',
    en: 'A subject is who has the unified social credit code; an equal name is no proof.',
  },
  {
    id: 'no-scores',
    zh: '不得据此编制对单位或个人的评分、排名、曝光名单；不得用于识别自然人。',
    en: 'No scores, rankings or walls of shame of organisations or persons are made of it, and no natural person is identified by it.',
  },
  {
    id: 'authority',
    zh: '以决定机关的文书为准；不得使人误认为再利用产品出自公示机关。',
    en: "The deciding authority's document prevails; a product made of the data is not presented as the authority's own.",
  },
];

/** terms.json */
export const termsFile = () => ({ ...TERMS, points: TERM_POINTS });
