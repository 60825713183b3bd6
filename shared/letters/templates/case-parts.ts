import type { TemplatePart } from '../template.ts';

/** What was done. */
export const ACT: readonly TemplatePart[] = [
  { heading: { zh: '行为和事实', en: 'The act and the facts' } },
  {
    facts: [
      { name: { zh: '行为', en: 'Behaviour' }, value: '{behaviour}' },
      { name: { zh: '认定文书', en: 'Document that established it' }, value: '{actDocument}' },
      { name: { zh: '文书日期', en: 'Date of that document' }, value: '{actDecidedOn}' },
      { name: { zh: '行为发生日期', en: 'Date of the act' }, value: '{actDate}' },
      { name: { zh: '事实', en: 'Facts' }, value: '{facts}' },
      { name: { zh: '责任人员类别', en: 'Class of responsible person' }, value: '{class}' },
      { name: { zh: '类别依据', en: 'Basis of the class' }, value: '{classBasis}' },
      { name: { zh: '行为发生时的职务', en: 'Role at the time of the act' }, value: '{role}' },
      { name: { zh: '本人行为的认定', en: 'Finding on the person’s own conduct' }, value: '{finding}' },
    ],
  },
];

/** On what it rests. */
export const BASIS: readonly TemplatePart[] = [{ heading: { zh: '依据', en: 'Basis' } }, { list: 'bases' }];

/** Which case it is. */
export const CASE_FACTS: TemplatePart = {
  facts: [
    { name: { zh: '行为', en: 'Behaviour' }, value: '{behaviour}' },
    { name: { zh: '认定文书', en: 'Document that established it' }, value: '{actDocument}' },
    { name: { zh: '联合奖惩决定书', en: 'Decision of the case' }, value: '{decisionNumber}' },
    { name: { zh: '决定日期', en: 'Date of the decision' }, value: '{decidedOn}' },
  ],
};

/** What was decided. */
export const DECIDED: TemplatePart = {
  table: 'decidedMeasures',
  title: { zh: '措施清单（未列入的措施不得采取）', en: 'The measures; no other may be taken' },
  columns: [
    { heading: { zh: '措施', en: 'Measure' }, share: 3 },
    { heading: { zh: '依据', en: 'Basis' }, share: 3 },
    { heading: { zh: '影响的审批等事项', en: 'Decisions that it touches' }, share: 3 },
    { heading: { zh: '自', en: 'From' }, share: 2 },
    { heading: { zh: '至（含当日）', en: 'Through' }, share: 2 },
  ],
};
