import { describe, expect, it } from 'vitest';
import type { CalendarDate, Instant } from '../../../shared/kernel/beijing-time.ts';
import { exportOf, exportPackage, isPublicOn, withReceipt } from '../../../shared/typical-cases/export.ts';
import { withdrawTypicalCase } from '../../../shared/typical-cases/transitions.ts';
import type { TypicalCase } from '../../../shared/typical-cases/typical-case.ts';
import { actor, NOW, published, reviewed, TODAY, UNTIL, value, WRITTEN, written } from './cases.ts';

const SYSTEM = actor('system');
const receipted = (typical: TypicalCase, name = '2026-11-23'): TypicalCase => {
  const receipt = withReceipt(typical, exportPackage(name, [typical], NOW), SYSTEM);
  if (receipt === undefined) throw new Error('nothing to receipt');
  return receipt;
};
const withdrawn = (typical: TypicalCase) => value(withdrawTypicalCase(typical, { reason: '撤下' }, actor('b')));

describe('the export for the superior platform', () => {
  it('holds what is public and was not sent yet, and nothing that the public may not read', () => {
    const cases = [published('b'), published('a'), written({}, 'd'), reviewed('e'), withdrawn(published('f'))];
    const made = exportPackage('2026-11-23', cases, NOW);
    expect(made.published.map(({ publicId }) => publicId[0])).toEqual(['a', 'b']);
    expect(made.withdrawn).toEqual([]);
    expect(made.published[0]).toEqual({
      publicId: 'a'.padEnd(22, '0'),
      ...WRITTEN,
      field: 'wage-arrears',
      effect: 'punishment',
      department: 'market-regulation',
      publishFrom: TODAY,
      publishUntil: UNTIL,
    });
    expect(JSON.stringify(made)).not.toContain('writer');
  });

  it('waits for the day from which a case is public, and leaves out one whose time is over', () => {
    const later = published('l', '2026-12-01' as CalendarDate);
    expect(exportOf(later, TODAY)).toBeUndefined();
    expect(exportOf(later, '2026-12-01' as CalendarDate)).toBe('published');
    expect(isPublicOn(published(), UNTIL)).toBe(false);
    expect(exportOf(published(), UNTIL)).toBeUndefined();
  });

  it('sends a case once: its receipt says when and in which package', () => {
    const sent = receipted(published());
    expect(sent.exported).toEqual({ at: NOW, package: '2026-11-23' });
    expect(sent).toMatchObject({ state: 'published', version: published().version + 1 });
    expect(withReceipt(sent, exportPackage('2026-11-23', [published()], NOW), SYSTEM)).toBeUndefined();
    expect(exportPackage('2026-11-30', [sent], NOW).published).toEqual([]);
  });

  it('bears the receipt of what was sent, though it was withdrawn meanwhile: so its withdrawal is sent too', () => {
    const sent = exportPackage('2026-11-23', [published('w')], NOW);
    const receipt = withReceipt(withdrawn(published('w')), sent, SYSTEM);
    expect(receipt).toMatchObject({ state: 'withdrawn', exported: { package: '2026-11-23' } });
    expect(receipt && exportOf(receipt, TODAY)).toBe('withdrawn');
  });

  it('takes back once what was sent and withdrawn since; what was never sent is not spoken of', () => {
    const gone = withdrawn(receipted(published('g')));
    const made = exportPackage('2026-11-30', [gone, withdrawn(published('h'))], NOW);
    expect(made.withdrawn).toEqual([{ publicId: 'g'.padEnd(22, '0') }]);
    const told = receipted(gone, '2026-11-30');
    expect(told.withdrawalExported).toEqual({ at: NOW, package: '2026-11-30' });
    expect(exportOf(told, TODAY)).toBeUndefined();
  });

  it('is the same package for the same cases in any order', () => {
    const cases = [published('a'), published('b'), published('c')];
    const at = '2026-11-23T02:00:00.000Z' as Instant;
    expect(exportPackage('p', cases.toReversed(), at)).toEqual(exportPackage('p', cases, at));
  });
});
