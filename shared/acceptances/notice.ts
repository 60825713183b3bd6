import { departmentOn } from '../departments/departments.ts';
import type { Block, Document } from '../documents/document.ts';
import { beijingMidnight } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Language } from '../kernel/language.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { Acceptance } from './acceptance.ts';
import { supplyTermOn } from './matters.ts';

const TITLE: Label = { zh: '容缺受理一次性告知书', en: 'Notice of acceptance with documents outstanding' };
const PROVISIONAL: Label = {
  zh: '（暂定：所涉年份的放假安排尚未公布）',
  en: ' (provisional: the calendar of its year is not confirmed)',
};
const SIGNATORY: Readonly<Record<Acceptance['commitment']['by'], Label>> = {
  self: { zh: '本人', en: 'the applicant' },
  'legal-representative': { zh: '法定代表人或负责人', en: 'legal representative' },
  agent: { zh: '受托人', en: 'agent' },
};

const fact = (name: Label, value: Label | string): { readonly name: Label; readonly value: Label } => ({
  name,
  value: typeof value === 'string' ? { zh: value, en: value } : value,
});

const dayOf = ({ date, provisional }: Deadline): Label => ({
  zh: `${date}${provisional ? PROVISIONAL.zh : ''}`,
  en: `${date}${provisional ? PROVISIONAL.en : ''}`,
});

/** What the subject is told, once and whole 一次性告知: what is missing, how and until when it is supplied, what follows if it is not. */
const saidIn = (acceptance: Acceptance, language: Language): readonly Block[] => {
  const say = (label: Label): string => label[language];
  const { subject, department, application, matterName, acceptedOn, outstanding, consequence, commitment } = acceptance;
  const { supplyBy, extension } = acceptance;
  const name = departmentOn(department, acceptedOn)?.name ?? { zh: department, en: department };
  const facts = [
    fact({ zh: '申请人', en: 'Applicant' }, subject.name),
    fact({ zh: '事项', en: 'Matter' }, matterName),
    fact({ zh: '办件编号', en: 'File number' }, application),
    fact({ zh: '受理单位', en: 'Accepted by' }, name),
    fact({ zh: '受理日期', en: 'Accepted on' }, acceptedOn),
    fact({ zh: '补齐期限', en: 'To be supplied by' }, dayOf(extension?.before ?? supplyBy)),
    ...(extension ? [fact({ zh: '已延长至', en: 'Extended to' }, dayOf(supplyBy))] : []),
  ];
  return [
    { kind: 'facts', facts: facts.map((one) => ({ name: say(one.name), value: say(one.value) })) },
    {
      kind: 'table',
      title: say({ zh: '所缺材料', en: 'Documents that are missing' }),
      columns: [
        { heading: say({ zh: '材料', en: 'Document' }), share: 1 },
        { heading: say({ zh: '补交方式和要求', en: 'How it is to be supplied' }), share: 2 },
      ],
      rows: outstanding.map((one) => [say(one.name), one.how]),
    },
    { kind: 'heading', level: 1, text: say({ zh: '逾期未补齐的后果', en: 'What follows if they do not come' }) },
    { kind: 'paragraph', text: consequence },
    { kind: 'heading', level: 1, text: say({ zh: '书面承诺', en: 'Written commitment' }) },
    { kind: 'paragraph', text: commitment.text },
    {
      kind: 'paragraph',
      text: say({
        zh: `${SIGNATORY[commitment.by].zh}：${commitment.name}，${commitment.madeOn}`,
        en: `${SIGNATORY[commitment.by].en}: ${commitment.name}, ${commitment.madeOn}`,
      }),
    },
    {
      kind: 'note',
      text: say({
        zh: '确有困难的，可以在期限届满前申请延长一次。未履行承诺须经提醒、由另一名工作人员认定；认定本身不是处罚，不产生惩戒措施。',
        en: 'If it proves difficult, more time can be asked for once before the day is over. That the commitment was broken takes a reminder and the word of a second officer; it is no penalty and opens no measure.',
      }),
    },
    { kind: 'note', text: say(supplyTermOn(acceptedOn).basis) },
  ];
};

/** The notice of an acceptance, as it was given; that more time was granted is said beside it. */
export const acceptanceNotice = (acceptance: Acceptance, language: Language): Document => ({
  issuer: (departmentOn(acceptance.department, acceptance.acceptedOn)?.name ?? TITLE)[language],
  title: TITLE[language],
  language,
  orientation: 'portrait',
  at: beijingMidnight(acceptance.acceptedOn),
  blocks: saidIn(acceptance, language),
});
