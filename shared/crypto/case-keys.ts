import type { JointCase, PlanItem } from '../cases/joint-case.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { HeadKey } from '../register/head.ts';
import type { TaskIds } from '../tasks/dispatch.ts';
import type { Task } from '../tasks/task.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

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

/** What the task of a plan's item is called, and where its case lies: functions of the case's natural key and the item. */
export const taskIds = (
  joint: Keyed & { readonly id: string },
  item: Pick<PlanItem, 'measure' | 'department'>,
): TaskIds => ({
  id: headId(taskKey(joint.subject.key, { ...item, caseId: joint.id })),
  caseKey: caseKey(joint),
});
