import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { comparablePosting } from '../../../shared/records/posting.ts';
import { COMPANY, licence, PERSON, penalty } from '../../builders/submissions.ts';
import { anyTwin, reading } from './generated.ts';

const compared = (posting: object): string => canonicalJson(comparablePosting(reading(posting)));
const representative = (number: string, name = '甲') => ({
  subject: { ...COMPANY, legalRepresentative: { name, document: { type: 'resident-identity-card', number } } },
});

describe('what two postings are compared by', () => {
  it('holds no number of a person: its digest lies beside what is shown of the number, and could be tried out', () => {
    fc.assert(
      fc.property(anyTwin, ({ submission }) => {
        const read = reading(submission);
        const { subject } = read;
        const person = subject.category === 'person' ? subject.document : subject.legalRepresentative?.document;
        const text = canonicalJson(comparablePosting(read));
        if (person) expect(text).not.toContain(person.number);
      }),
    );
    const person = { ...penalty(), subject: { ...PERSON, birthDate: '1990-01-01' }, disclosure: undefined };
    for (const secret of ['19900101', '1990-01-01', 'X"']) expect(compared(person)).not.toContain(secret);
  });

  it('is the same though the document number is spelled otherwise, and differs by anything else', () => {
    const base = compared(penalty());
    expect(compared(penalty({ documentNumber: ' 庄市监罚[2026] 101号' }))).toBe(base);
    expect(compared(penalty({}, { remarks: '无' }))).not.toBe(base);
    expect(compared(penalty({ actDate: '2026-11-01' }))).not.toBe(base);
    expect(compared({ ...licence(), kind: 'administrative-licence' })).not.toBe(base);
  });

  it('tells representatives apart by name and by what is shown of their number', () => {
    const base = compared(penalty(representative('21029919900101001X')));
    expect(compared(penalty(representative('21029919900101001X')))).toBe(base);
    expect(compared(penalty(representative('210299199001010028')))).not.toBe(base);
    expect(compared(penalty(representative('21029919900101001X', '乙')))).not.toBe(base);
  });
});
