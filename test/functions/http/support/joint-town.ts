import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CASE_HEAD } from '../../../../shared/cases/case-store.ts';
import type { JointCase } from '../../../../shared/cases/joint-case.ts';
import { caseKey } from '../../../../shared/crypto/case-keys.ts';
import { headId } from '../../../../shared/crypto/head-keys.ts';
import { INSTRUMENT_HEAD } from '../../../../shared/instruments/instrument-store.ts';
import type { Edition, ListName } from '../../../../shared/lists/edition.ts';
import { EDITION_HEAD } from '../../../../shared/lists/edition-store.ts';
import type { Head } from '../../../../shared/register/head.ts';
import type { HeadKind } from '../../../../shared/register/head-kind.ts';
import { headStore } from '../../../../shared/register/head-store.ts';
import type { NamedSubject } from '../../../../shared/subjects/named-subject.ts';
import type { Task } from '../../../../shared/tasks/task.ts';
import { TASK_HEAD } from '../../../../shared/tasks/task-store.ts';
import { BEHAVIOURS, INSTRUMENTS, MEASURES } from '../../../builders/joint-cases.ts';
import { names } from '../../../engines.ts';
import { APPLIED, day, implementer, jointOf, pushed } from '../../../shared/tasks/tasks.ts';

const BY = implementer('2026-01-05T02:00:00.000Z', 'writer', 'credit-office');

/** A published edition of a list. */
export const edition = (list: ListName, number: number, inForceFrom: string, changed: Partial<Edition> = {}): Edition =>
  ({
    id: headId({ pk: list, sk: String(number) }),
    version: 1,
    state: 'published',
    change: { action: 'publish', ...BY },
    list,
    edition: number,
    inForceFrom: day(inForceFrom),
    note: '首版',
    entries: list === 'behaviours' ? BEHAVIOURS : MEASURES,
    authors: [BY.officer],
    ...changed,
  }) as Edition;

export const DECISION = 'procurement-qualification';
export const MEASURE = 'limit-procurement';
export const BASIS = 'government-procurement-law-22';
export const CHECKER = 'finance';

let serial = 0;

/** A case on a subject that was dispatched, under an act of its own. */
export const dispatchedCase = (subject: NamedSubject, changed: Partial<JointCase> = {}): JointCase => {
  serial += 1;
  const joint = jointOf({ subject, ...changed });
  const own = { ...joint, act: { ...joint.act, documentNumber: `人社监列字〔2026〕${serial}号` } };
  return { ...own, id: headId(caseKey(own)) };
};

/** A task of a case that its department applied. */
export const appliedTask = (joint: JointCase, changed: Partial<Task> = {}): Task => {
  const measure = { code: changed.measure ?? MEASURE, obligation: 'obligatory', binds: [DECISION] } as const;
  const decision = joint.decision && {
    ...joint.decision,
    measures: [{ measure: measure.code, basis: BASIS, from: day('2026-11-09'), until: day('2027-11-09') }],
  };
  const task = pushed({ ...joint, ...(decision && { decision }) }, measure, changed.department ?? CHECKER);
  const by = implementer('2026-11-10T01:00:00.000Z', 'a', task.department);
  return {
    ...task,
    version: 3,
    state: 'applied',
    change: { action: 'apply', ...by },
    feedback: { ...APPLIED, officer: by.officer, at: by.at },
    ...changed,
  };
};

/** The register as joint cases stand in it: written and changed through the real stores. */
export const jointTown = (client: DynamoDBDocumentClient) => {
  const deps = { client, table: names.registerTable };
  const write =
    <Image extends Head>(kind: HeadKind<Image>) =>
    async (image: Image): Promise<void> => {
      const store = headStore(kind, deps);
      const old = await store.get(kind.keyOf(image));
      if (old === undefined) return void (await store.add(image, { of: image.id }));
      const changed = await store.change(old, { ...image, version: old.image.version + 1 }, [old.image.state]);
      if (!changed.ok) throw new Error(`${image.id} was changed meanwhile`);
    };
  const writes = {
    case: write(CASE_HEAD),
    task: write(TASK_HEAD),
    instrument: write(INSTRUMENT_HEAD),
    edition: write(EDITION_HEAD),
  };
  return {
    ...writes,
    /** The laws and the first editions of both lists. */
    open: async (): Promise<void> => {
      for (const one of INSTRUMENTS) await writes.instrument(one);
      await writes.edition(edition('behaviours', 1, '2026-01-10'));
      await writes.edition(edition('measures', 1, '2026-01-10'));
    },
    /** A measure in force on a subject. */
    inForce: async (subject: NamedSubject, changed: Partial<Task> = {}, ofCase: Partial<JointCase> = {}) => {
      const joint = dispatchedCase(subject, ofCase);
      const task = appliedTask(joint, changed);
      await writes.case(joint);
      await writes.task(task);
      return { joint, task };
    },
  };
};
