import { type CalendarDate, earlier } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import type { CreditRecord } from '../records/record.ts';
import { earliestRepair } from './calendar.ts';
import { endsByItself } from './record-standing.ts';

const repair = (from: CalendarDate | undefined, today: CalendarDate): Label => {
  if (from === undefined)
    return {
      zh: '义务履行完毕的，请告知作出决定的部门',
      en: 'once the duty is done, tell the department that decided',
    };
  return earlier(from, today) === from
    ? { zh: '义务履行完毕后，现在即可申请信用修复', en: 'repair can be applied for now, once the duty is done' }
    : { zh: `自${from}起可以申请信用修复`, en: `repair can be applied for from ${from} on` };
};

/** What the subject of a negative record can do about it, and when it ends anyway. Facts and dates, and no judgement. */
export const adviceOn = (record: CreditRecord, today: CalendarDate): Label => {
  const { kind, documentNumber } = record;
  const { label } = kindDefinition(kind);
  const way = repair(earliestRepair(record, today), today);
  const until = endsByItself(record, today);
  const end =
    until === undefined ? { zh: '', en: '' } : { zh: `；自${until}起自动停止`, en: `; it ends by itself on ${until}` };
  return {
    zh: `${label.zh} ${documentNumber}：${way.zh}${end.zh}。`,
    en: `${label.en} ${documentNumber}: ${way.en}${end.en}.`,
  };
};
