import type { JointCase } from '../../shared/cases/joint-case.ts';
import { caseKey } from '../../shared/crypto/case-keys.ts';
import { headId } from '../../shared/crypto/head-keys.ts';
import { calendarDate, type Instant } from '../../shared/kernel/beijing-time.ts';

const AT = '2026-09-01T02:00:00.000Z' as Instant;
const ON = calendarDate('2026-09-01');

/** A joint case on wage arrears, in force: of a fictional organisation, or as changed. */
export const jointCase = (documentNumber: string, change: Partial<JointCase> = {}): JointCase => {
  const body: Omit<JointCase, 'id'> = {
    version: 1,
    state: 'dispatched',
    change: { action: 'dispatch', at: AT, department: 'human-resources', officer: 'initiator' },
    effect: 'punishment',
    department: 'human-resources',
    field: 'wage-arrears',
    behaviour: 'wage-arrears',
    subject: { key: 'ORG#91210299000000019R', category: 'organisation', name: '庄河示例建筑有限公司' },
    act: { documentNumber, decidedOn: ON, actDate: ON, facts: '拖欠工资', records: [] },
    proposed: [],
    author: 'initiator',
    proposedAt: AT,
    statements: [],
    plan: [],
    exceptions: [],
    endedMeasures: [],
    ...change,
  };
  return { ...body, id: headId(caseKey(body)) };
};
