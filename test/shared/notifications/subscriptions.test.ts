import { describe, expect, it } from 'vitest';
import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import subscriptions from '../../../shared/notifications/subscriptions.json' with { type: 'json' };
import { recipientsOf } from '../../../shared/notifications/subscriptions.ts';
import { KINDS } from '../../../shared/records/kinds/kinds.ts';
import { TODAY } from '../records/record-of.ts';

const record = (given: object = {}) => ({
  kind: 'administrative-penalty' as const,
  department: 'emergency-management',
  severity: { grade: 'serious' as const, criterion: '标准' },
  subject: { category: 'organisation' as const },
  ...given,
});

describe('who must know of a record', () => {
  it('is whoever subscribed to its kind, grade and department, each once, never the one that posted it', () => {
    expect(recipientsOf(record(), TODAY)).toEqual([
      'credit-office',
      'finance',
      'market-regulation',
      'housing-construction',
    ]);
    expect(recipientsOf(record({ department: 'market-regulation' }), TODAY)).toEqual(['credit-office', 'finance']);
    expect(recipientsOf(record({ severity: { grade: 'minor', criterion: '' } }), TODAY)).toEqual([
      'credit-office',
      'housing-construction',
    ]);
    expect(recipientsOf(record({ kind: 'administrative-licence', severity: undefined }), TODAY)).toEqual([
      'credit-office',
      'market-regulation',
    ]);
  });

  it('is the credit office of a listing, an honour or a judgment defaulter, and nobody of a rating', () => {
    for (const kind of ['court-defaulter', 'serious-untrustworthiness-listing', 'honour'] as const)
      expect(recipientsOf(record({ kind, severity: undefined }), TODAY)).toEqual(['credit-office']);
    expect(recipientsOf(record({ kind: 'rating', severity: undefined }), TODAY)).toEqual([]);
  });

  it('is nobody if it is of a person, and nobody before a subscription holds', () => {
    expect(recipientsOf(record({ subject: { category: 'person' } }), TODAY)).toEqual([]);
    expect(recipientsOf(record(), calendarDate('2017-08-06'))).toEqual([]);
  });

  it('is a department that exists, for a task in both languages', () => {
    const codes = DEPARTMENTS.map(({ code }) => String(code));
    for (const { recipient, kinds, task, ...given } of subscriptions) {
      expect(codes).toContain(recipient);
      expect(KINDS).toEqual(expect.arrayContaining(kinds));
      expect(task.zh && task.en).toBeTruthy();
      if ('departments' in given) expect(codes).toEqual(expect.arrayContaining(given.departments ?? []));
    }
  });
});
