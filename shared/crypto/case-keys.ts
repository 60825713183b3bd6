import type { JointCase, PlanItem } from '../cases/joint-case.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { HeadKey } from '../register/head.ts';
import type { Task } from '../tasks/task.ts';
import { digestId } from './digest-id.ts';

/** What begins the sort key of every head of a joint case: one consistent Query answers what is known of a subject. */
export const JOINT = 'joint#';

type Keyed = Pick<JointCase, 'field'> & {
  readonly subject: Pick<JointCase['subject'], 'key'>;
  readonly act: Pick<JointCase['act'], 'documentNumber'>;
};

/** Key of a case: in its subject's partition, made of field and act, so that the table itself keeps one act to one case per field. */
export const caseKey = ({ subject, field, act }: Keyed): HeadKey => ({
  pk: subject.key,
  sk: `${JOINT}case#${digestId(`${field}|${comparableText(act.documentNumber)}`)}`,
});

/** Key of a task: a function of case, measure and department, so that a plan that is carried out twice makes it once. */
export const taskKey = (
  subjectKey: string,
  { caseId, measure, department }: Pick<PlanItem, 'measure' | 'department'> & { readonly caseId: Task['case']['id'] },
): HeadKey => ({ pk: subjectKey, sk: `${JOINT}task#${digestId(`${caseId}|${measure}|${department}`)}` });
