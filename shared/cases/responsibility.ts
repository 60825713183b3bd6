import * as z from 'zod';
import { comparableText } from '../kernel/comparable-text.ts';
import type { Failure } from '../kernel/failure.ts';
import { shortText, slug } from '../kernel/schema.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import { RESPONSIBLE_CLASSES } from '../lists/entry.ts';
import { namesClass } from '../lists/fitting.ts';
import { caseId } from './case-id.ts';
import type { ListsOnDay } from './case-lists.ts';
import type { JointCase } from './joint-case.ts';

/** A responsible person as a department enters one (article 11): only with a finding of the person's own. */
export const ResponsibilitySubmission = z.strictObject({
  class: z.enum(RESPONSIBLE_CLASSES).describe('责任人员类别 class that a law names'),
  classBasis: slug.describe('点名该类人员的规范性文件 instrument that names the class'),
  role: shortText(200).describe('行为发生时的职务 role held at the time of the act'),
  finding: shortText(2000).describe('对其本人行为的认定 what this person did or failed to do'),
  organisationCase: caseId.describe('单位案件编号 id of the case on the organisation'),
});
export type ResponsibilitySubmission = z.output<typeof ResponsibilitySubmission>;

/** Whose list holds judgment defaulters: nobody is entered there for an organisation (法发〔2019〕35号). */
const COURT = 'court';

/** A finding says more than which office was held; with fewer characters beside the role it says nothing. */
const FEWEST_FINDING_CHARACTERS = 6;

const isOwnFinding = ({ role, finding }: Pick<ResponsibilitySubmission, 'role' | 'finding'>): boolean =>
  comparableText(finding).replaceAll(comparableText(role), '').length >= FEWEST_FINDING_CHARACTERS;

/** Whether a law in force names the class for the behaviour, and it is the one that is cited. */
export const classFailures = (
  behaviour: Behaviour,
  { class: named, classBasis }: Pick<ResponsibilitySubmission, 'class' | 'classBasis'>,
  { instruments, day }: Pick<ListsOnDay, 'instruments' | 'day'>,
): readonly Failure[] => {
  if (behaviour.initiators.includes(COURT)) return [{ kind: 'not-for-court-list', pointer: '/responsibility' }];
  const cited = (behaviour.persons ?? []).filter(({ basis }) => basis === classBasis);
  return namesClass({ ...behaviour, persons: cited }, named, instruments, day)
    ? []
    : [{ kind: 'class-not-named', pointer: '/responsibility/classBasis' }];
};

/** The act as a responsible person's proposal names it. */
interface SameAct {
  readonly department: string;
  readonly behaviour: string;
  readonly documentNumber: string;
}

/** Whether a person may answer beside this organisation's case: of the same act, noticed, and not ended. */
const isFit = (organisation: JointCase, { department, behaviour, documentNumber }: SameAct): boolean =>
  organisation.subject.category !== 'person' &&
  organisation.department === department &&
  organisation.behaviour === behaviour &&
  comparableText(organisation.act.documentNumber) === comparableText(documentNumber) &&
  organisation.state !== 'proposed' &&
  organisation.state !== 'ended';

/** What a responsible person's case needs beside a law that names the class: an own finding, and the organisation's case. */
export const responsibilityFailures = (
  responsibility: ResponsibilitySubmission,
  organisation: JointCase | undefined,
  act: SameAct,
): readonly Failure[] => [
  ...(isOwnFinding(responsibility)
    ? []
    : [{ kind: 'own-finding-required', pointer: '/responsibility/finding' } as const]),
  ...(organisation !== undefined && isFit(organisation, act)
    ? []
    : [{ kind: 'organisation-case-unfit', pointer: '/responsibility/organisationCase' } as const]),
];

/** A responsible person's case goes no further than the organisation's: once that has ended, nothing more is decided or dispatched. */
export const organisationEnded = (jointCase: JointCase, organisation: JointCase | undefined): readonly Failure[] =>
  jointCase.responsibility !== undefined && (organisation === undefined || organisation.state === 'ended')
    ? [{ kind: 'organisation-case-unfit' }]
    : [];
