import type { Label } from '../kernel/label.ts';
import type { BAD_FAITH_GROUNDS, RefusalGround, Repair } from '../repairs/repair.ts';
import type { LetterNames } from './letter-names.ts';
import { targetTexts } from './target-content.ts';
import type { LetterContent } from './template.ts';
import { asWritten, dateWords, deadlineWords, figure } from './wording.ts';

const GROUND_NAMES: Readonly<Record<RefusalGround, Label>> = {
  'duty-not-performed': {
    zh: '失信行为未纠正，或者行政处罚等法定责任、约定义务未履行完毕',
    en: 'the conduct was not put right, or a duty was not performed in full',
  },
  'commitment-unfit': { zh: '信用承诺不符合要求', en: 'the commitment is not as it has to be' },
  'false-material': { zh: '提供虚假材料', en: 'false material was submitted' },
  'other-statutory-condition': {
    zh: '不符合法律、法规、党中央国务院政策文件规定的其他条件',
    en: 'another condition of a law, regulation or central policy is not met',
  },
};

const BAD_FAITH_NAMES: Readonly<Record<(typeof BAD_FAITH_GROUNDS)[number], Label>> = {
  'false-material': { zh: '提供虚假材料', en: 'false material was submitted' },
  'broken-commitment': { zh: '不履行信用承诺', en: 'the commitment was not kept' },
};

/** What a letter on an application for repair says, by the version that brings it forth. */
export const repairContent = (repair: Repair, names: LetterNames): LetterContent => {
  const { target, application, commitment, earliest, acceptance, decideBy, extension, decision, badFaith, change } =
    repair;
  return {
    texts: {
      ...targetTexts(target, names),
      appliedOn: dateWords(application.appliedOn),
      performance: asWritten(application.performance),
      files: application.files.length === 0 ? undefined : figure(application.files.length),
      commitment: asWritten(commitment.content),
      liability: asWritten(commitment.liability),
      earliest: dateWords(earliest.date),
      acceptBy: deadlineWords(repair.acceptBy),
      acceptedOn: acceptance && dateWords(acceptance.on),
      decideBy: decideBy && deadlineWords(decideBy),
      extensionReason: extension && asWritten(extension.reason),
      ...(decision && { examined: asWritten(decision.examined), reasons: asWritten(decision.reasons) }),
      ...(badFaith && {
        badFaith: BAD_FAITH_NAMES[badFaith.ground],
        finding: asWritten(badFaith.finding),
        heard: asWritten(badFaith.heard),
        noRepairUntil: dateWords(badFaith.until),
        findingDocument: asWritten(badFaith.document),
        reversalReason: badFaith.reversal && asWritten(badFaith.reversal.reason),
      }),
      mootReason: change.reason === undefined ? undefined : asWritten(change.reason),
    },
    lists: {
      missing: (acceptance?.missing ?? []).map(asWritten),
      grounds: (decision?.grounds ?? []).map((ground) => GROUND_NAMES[ground]),
    },
  };
};
