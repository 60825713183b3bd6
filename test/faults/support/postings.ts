import { creditCodeCheck, organisationCodeCheck } from '../../../shared/subjects/check-characters.ts';
import { licence, PERSON, penalty } from '../../builders/submissions.ts';

/** A posting, and what it must lead to. */
export interface Posting {
  readonly department: string;
  readonly documentNumber: string;
  readonly submission: object;
  /** Departments that must be told of it, by the seeded subscriptions. */
  readonly recipients: readonly string[];
  readonly public: boolean;
}

/** A valid code of area 210299, which is nobody's. */
export const creditCode = (serial: number): string => {
  const body = String(serial).padStart(8, '0');
  const first17 = `91210299${body}${organisationCodeCheck(body)}`;
  return `${first17}${creditCodeCheck(first17)}`;
};

const SUBJECTS = 40;

const company = (serial: number) => ({
  category: 'organisation',
  name: `庄河示例第${serial % SUBJECTS}有限公司`,
  unifiedSocialCreditCode: creditCode(serial % SUBJECTS),
});

/** Who is told of whose general penalties and licences; of a serious penalty the finance bureau too. */
const TOLD = {
  'market-regulation': { penalty: ['credit-office'], licence: ['credit-office'] },
  'emergency-management': {
    penalty: ['credit-office', 'housing-construction', 'market-regulation'],
    licence: ['credit-office', 'market-regulation'],
  },
} as const;

/** All departments that are ever told of a posting. */
export const RECIPIENTS = ['credit-office', 'finance', 'housing-construction', 'market-regulation'] as const;

const KINDS = ['penalty', 'serious', 'licence', 'penalty', 'undisclosed', 'person'] as const;

/** The posting of a serial number: public penalties and licences, some that are not public, some of a person, by two departments. */
export const posting = (serial: number): Posting => {
  const department = serial % 5 === 0 ? 'emergency-management' : 'market-regulation';
  const kind = KINDS[serial % KINDS.length] ?? 'penalty';
  const documentNumber = `庄罚〔2026〕${serial}号`;
  const common = { subject: company(serial), documentNumber };
  const told = TOLD[department];
  const { disclosure: _, ...undisclosed } = penalty(common);
  switch (kind) {
    case 'licence':
      return { department, documentNumber, submission: licence(common), recipients: told.licence, public: true };
    case 'serious': {
      const severity = { grade: 'serious', criterion: '辽宁省市场监管领域失信行为分级标准第五条' };
      const recipients = [...told.penalty, 'finance'].sort();
      return { department, documentNumber, submission: penalty({ ...common, severity }), recipients, public: true };
    }
    case 'undisclosed':
      return { department, documentNumber, submission: undisclosed, recipients: told.penalty, public: false };
    case 'person': {
      const submission = { ...undisclosed, subject: PERSON, actDate: '2026-10-01' };
      return { department, documentNumber, submission, recipients: [], public: false };
    }
    case 'penalty':
      return { department, documentNumber, submission: penalty(common), recipients: told.penalty, public: true };
    default:
      return kind satisfies never;
  }
};
