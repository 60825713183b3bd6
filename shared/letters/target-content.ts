import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { isRecordKind, kindDefinition } from '../records/kinds/kinds.ts';
import type { LetterNames } from './letter-names.ts';
import { asWritten, dateWords } from './wording.ts';

/** What an objection or an application for repair is about. */
interface Target {
  readonly type: 'record' | 'case';
  readonly kind: string;
  readonly documentNumber: string;
  readonly decisionDate?: CalendarDate;
}

/** What is said of it: a record by its kind, a case by its behaviour, both by the number of the document. */
export const targetTexts = ({ type, kind, documentNumber, decisionDate }: Target, names: LetterNames) => {
  const called = (): Label => {
    if (type === 'record') return isRecordKind(kind) ? kindDefinition(kind).label : asWritten(kind);
    const { zh, en } = names.behaviour(kind);
    return { zh: `联合奖惩案件（${zh}）`, en: `joint case (${en})` };
  };
  return {
    target: called(),
    targetDocument: asWritten(documentNumber),
    targetDecidedOn: decisionDate && dateWords(decisionDate),
  };
};
