import { COOPERATIVE } from './submissions.ts';

/** An application for a food licence, accepted while two documents are missing. */
export const acceptance = (override: object = {}) => ({
  subject: COOPERATIVE,
  application: '庄市监食受〔2026〕18号',
  matter: 'food-licence',
  outstanding: [
    { document: 'business-licence-copy', how: '提交加盖公章的复印件' },
    { document: 'power-of-attorney', how: '提交原件' },
  ],
  consequence: '逾期未补齐的，按现有材料作出决定',
  commitment: { text: '十个工作日内补齐上述材料。', madeOn: '2026-11-10', by: 'legal-representative', name: '李某某' },
  ...override,
});
