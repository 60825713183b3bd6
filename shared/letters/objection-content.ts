import { beijingDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Decision, Objection } from '../objections/objection.ts';
import type { ObjectionOutcome } from '../records/marks.ts';
import type { LetterNames } from './letter-names.ts';
import { targetTexts } from './target-content.ts';
import type { LetterContent } from './template.ts';
import { asWritten, dateWords, deadlineWords, departmentName, figure } from './wording.ts';

const OUTCOME_NAMES: Readonly<Record<ObjectionOutcome, Label>> = {
  delete: { zh: '删除', en: 'deleted' },
  correct: { zh: '更正', en: 'corrected' },
  supplement: { zh: '补充', en: 'supplemented' },
  'end-publication': { zh: '终止公示', en: 'no longer public' },
  'remove-from-list': { zh: '移出名单', en: 'removed from the list' },
  maintain: { zh: '维持', en: 'maintained' },
};

const decisionTexts = (decision: Decision | undefined) =>
  decision && {
    outcome: OUTCOME_NAMES[decision.outcome],
    examined: asWritten(decision.examined),
    reason: asWritten(decision.reason),
    supplement: decision.supplement === undefined ? undefined : asWritten(decision.supplement),
    [decision.outcome === 'maintain' ? 'maintained' : 'changed']: figure(1),
    ...(decision.outcome === 'correct' && { corrected: figure(1) }),
  };

/** What a letter on an objection says, by the version that brings it forth. */
export const objectionContent = (objection: Objection, names: LetterNames): LetterContent => {
  const { target, filedOn, grounds, wanted, files, decideBy, extension, reviewUntil, review, moot, change, by } =
    objection;
  const decision = change.action === 'decide-review' ? review?.decision : objection.decision;
  return {
    texts: {
      ...targetTexts(target, names),
      filedOn: dateWords(filedOn),
      grounds: asWritten(grounds),
      wanted: OUTCOME_NAMES[wanted.outcome],
      wantedText: asWritten(wanted.text),
      files: files.length === 0 ? undefined : figure(files.length),
      receiptNumber: by.channel === 'counter' ? asWritten(by.receiptNumber) : undefined,
      markBy: deadlineWords(objection.markBy),
      decideBy: deadlineWords(decideBy),
      suspends: objection.suspends ? figure(1) : undefined,
      extensionReason: extension && asWritten(extension.reason),
      extendedOn: extension && dateWords(beijingDate(extension.at)),
      ...decisionTexts(decision),
      reviewUntil: reviewUntil && deadlineWords(reviewUntil),
      ...(review && {
        reviewAskedOn: dateWords(review.askedOn),
        reviewGrounds: asWritten(review.grounds),
        reviewBy: deadlineWords(review.decideBy),
      }),
      ...(objection.decision && {
        firstOutcome: OUTCOME_NAMES[objection.decision.outcome],
        firstDocument: asWritten(objection.decision.documentNumber),
        firstDepartment: departmentName(objection.decision.department, objection.decision.decidedOn),
      }),
      mootReason: moot && asWritten(moot.reason),
    },
    lists: { endedMeasures: (decision?.measures ?? []).map((code) => names.measure(code).name) },
  };
};
