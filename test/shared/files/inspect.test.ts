import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEDIA_TYPES } from '../../../shared/files/allowed-types.ts';
import { inspect } from '../../../shared/files/inspect.ts';
import { jpeg, pdf, png, TEST_SIGNATURE, zip } from '../../builders/files.ts';

const WHOLE = {
  'application/pdf': pdf(),
  'application/ofd': zip('OFD.xml'),
  'image/jpeg': jpeg(),
  'image/png': png(),
} as const;

describe.each(MEDIA_TYPES)('the look at %s', (type) => {
  const whole = WHOLE[type];

  it('lets a whole file through', () => {
    expect(inspect(whole, type)).toBeUndefined();
  });

  it('refuses one of any other type', () => {
    for (const other of MEDIA_TYPES.filter((one) => one !== type))
      expect(inspect(WHOLE[other], type)).toBe('wrong-type');
    expect(inspect(Buffer.from('<html><script>'), type)).toBe('wrong-type');
    expect(inspect(new Uint8Array(), type)).toBe('wrong-type');
  });

  it('refuses one that begins behind something else, which some readers would look past', () => {
    expect(inspect(Buffer.concat([Buffer.from('<script>'), whole]), type)).toBe('wrong-type');
  });

  it('refuses one that is cut off', () => {
    expect(inspect(whole.subarray(0, whole.length - 10), type)).toBe('incomplete');
  });

  it('finds the signature that every scanner knows, wherever it stands', () => {
    const infected = Buffer.concat([whole.subarray(0, 20), Buffer.from(TEST_SIGNATURE), whole.subarray(20)]);
    expect(inspect(infected, type)).toBe('infected');
    expect(inspect(Buffer.from(TEST_SIGNATURE), type)).toBe('infected');
  });

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: whole.length }), (noise, at) => {
        inspect(noise, type);
        inspect(Buffer.concat([whole.subarray(0, at), noise]), type);
        inspect(Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)]), type);
      }),
    );
  });
});

describe('a file of two types', () => {
  it.each(['application/pdf', 'image/jpeg', 'image/png'] as const)(
    'is refused: %s with a package behind it',
    (type) => {
      expect(inspect(Buffer.concat([WHOLE[type], zip('run.exe')]), type)).toMatch(/two-types|incomplete/);
    },
  );

  it('is refused where the package’s comment ends as the document should', () => {
    const package_ = zip('run.exe');
    const end = Buffer.from('\n%%EOF\n');
    package_.writeUInt16LE(end.length, package_.length - 2);
    expect(inspect(Buffer.concat([pdf(), package_, end]), 'application/pdf')).toBe('two-types');
  });

  it('is not what a camera makes that writes a preview behind its picture', () => {
    expect(inspect(Buffer.concat([jpeg(), jpeg()]), 'image/jpeg')).toBeUndefined();
  });

  it('is not a document that holds a package as an attachment', () => {
    const whole = pdf();
    const holding = Buffer.concat([whole.subarray(0, 30), zip('attachment.xml'), whole.subarray(30)]);
    expect(inspect(holding, 'application/pdf')).toBeUndefined();
  });
});

describe('an OFD document', () => {
  it('is a package with the entry that makes it one, and no other package', () => {
    expect(inspect(zip('word/document.xml'), 'application/ofd')).toBe('wrong-type');
  });

  it('is refused when its directory leads out of it', () => {
    const broken = zip('OFD.xml');
    broken.writeUInt32LE(0xffffffff, broken.length - 10);
    expect(inspect(broken, 'application/ofd')).toBe('incomplete');
  });
});
