import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { LETTER_TYPES } from '../../../shared/letters/letter-type.ts';
import { TEMPLATES } from '../../../shared/letters/templates.ts';

describe('a wording that letters went out with', () => {
  it('is not changed: another is added, with the day from which it holds', () => {
    const digests = LETTER_TYPES.flatMap((type) =>
      TEMPLATES[type].map(({ version, from, parts }) => [
        `${type} ${version}`,
        sha256Hex(canonicalJson({ from, parts })).slice(0, 16),
      ]),
    );
    // Before the first deployment a digest here may follow its wording; after it, only lines may be added.
    expect(Object.fromEntries(digests)).toMatchSnapshot();
  });
});
