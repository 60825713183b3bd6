import { NOTHING, operation } from '../http/operation.ts';
import { VerificationQuery, VerificationView } from './verification.ts';

export const verifyReport = operation({
  id: 'verify-report',
  method: 'GET',
  path: '/report-verifications/{code}',
  summary: { zh: '核验信用报告', en: 'Verify a credit report' },
  roles: 'anyone',
  body: NOTHING,
  query: VerificationQuery,
  answers: {
    200: {
      schema: VerificationView,
      meaning: {
        zh: '是否由本系统出具、出具日期和摘要；不含名称',
        en: 'whether it was issued here, on which day, and its digest; no name',
      },
    },
  },
  problems: ['not-found'],
});
