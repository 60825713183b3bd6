import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { NewerFieldsLost, withNewerFields } from '../../../shared/register/newer-fields.ts';

describe('a change on top of what a newer release wrote', () => {
  it('keeps fields that this release does not know, beside and below those that it changes', () => {
    const known = { state: 'active', content: { fine: 1 }, plan: [{ measure: 'a' }, { measure: 'b' }] };
    const lies = {
      ...known,
      mediation: { on: '2026-11-09' },
      content: { fine: 1, channel: 'online' },
      plan: [{ measure: 'a', since: 1 }, { measure: 'b' }],
    };
    const next = { state: 'ended', content: { fine: 2 }, plan: [{ measure: 'b' }, { measure: 'c' }, { measure: 'a' }] };
    expect(withNewerFields({ lies, known, next })).toEqual({
      state: 'ended',
      mediation: { on: '2026-11-09' },
      content: { fine: 2, channel: 'online' },
      plan: [{ measure: 'b' }, { measure: 'c' }, { measure: 'a', since: 1 }],
    });
  });

  it('takes away what it takes away, and says anew who made it', () => {
    const lies = { change: { officer: 'a', station: 3 }, suspension: { since: 1, by: 'court' }, more: 1 };
    const known = { change: { officer: 'a' }, suspension: { since: 1 } };
    expect(withNewerFields({ lies, known, next: { change: { officer: 'b' } } })).toEqual({
      change: { officer: 'b' },
      more: 1,
    });
  });

  it('is not made where it would lose some of it: of an item that is not as it was, nobody can say which it is', () => {
    const lies = { plan: [{ measure: 'a', since: 1 }] };
    const known = { plan: [{ measure: 'a' }] };
    const change = () => withNewerFields({ lies, known, next: { plan: [{ measure: 'a', ended: true }] } });
    expect(change).toThrow(NewerFieldsLost);
    expect(change).toThrow('/plan');
  });

  it('is not made where another thing takes the place of one of which a newer release said more', () => {
    const lies = { basis: { id: 'a', clause: 'of a' } };
    const change = () => withNewerFields({ lies, known: { basis: { id: 'a' } }, next: { basis: { id: 'b' } } });
    expect(change).toThrow(NewerFieldsLost);
    expect(change).toThrow('/basis');
  });

  it('leaves every change as it is where there is nothing newer', () => {
    const law = fc.property(fc.object(), fc.object(), (old, next) => {
      const known = JSON.parse(canonicalJson(old));
      expect(withNewerFields({ lies: known, known, next })).toBe(next);
    });
    fc.assert(law);
  });
});
