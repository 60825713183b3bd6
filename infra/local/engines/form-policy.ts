import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { signatureOf } from '../aws-request.ts';

/** A form that came to the object engine (S3 POST): its fields as they were sent, and the bytes of its file. */
export type PostedForm = { bucket: string; fields: Record<string, string>; bytes: Uint8Array };

/** How S3 refuses a form. */
export type Refusal = { code: string; message: string; status: number };

const denied = (why: string): Refusal => ({
  code: 'AccessDenied',
  message: `Invalid according to Policy: ${why}`,
  status: 403,
});

const Policy = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(z.union([z.record(z.string(), z.string()), z.tuple([z.string(), z.unknown(), z.unknown()])])),
});

/** Fields that need no condition. */
const EXEMPT = /^(policy|x-amz-signature|file|x-ignore-.*)$/;

const sizeRefusal = (size: number, least: number, most: number): Refusal | undefined => {
  if (size < least) return { code: 'EntityTooSmall', message: 'Your proposed upload is too small', status: 400 };
  return size > most
    ? { code: 'EntityTooLarge', message: 'Your proposed upload exceeds the maximum allowed size', status: 400 }
    : undefined;
};

const isSigned = (fields: Map<string, string>, secretAccessKey: string): boolean => {
  const [, day = '', region = '', service = ''] = (fields.get('x-amz-credential') ?? '').split('/');
  const scope = { day, region, service, secretAccessKey };
  const given = Buffer.from(fields.get('x-amz-signature') ?? '', 'hex');
  const due = Buffer.from(signatureOf(scope, fields.get('policy') ?? ''), 'hex');
  return given.length === due.length && timingSafeEqual(given, due);
};

const unmet = (fields: Map<string, string>, size: number, condition: z.infer<typeof Policy>['conditions'][number]) => {
  if (!Array.isArray(condition)) {
    const wrong = Object.entries(condition).find(([name, value]) => fields.get(name.toLowerCase()) !== value);
    return wrong && denied(`Policy Condition failed: ["eq", "$${wrong[0]}", "${wrong[1]}"]`);
  }
  const [operator, name, value] = condition;
  if (operator === 'content-length-range') return sizeRefusal(size, Number(name), Number(value));
  const actual = fields.get(String(name).slice(1).toLowerCase()) ?? '';
  const holds = operator === 'eq' ? actual === value : operator === 'starts-with' && actual.startsWith(String(value));
  return holds ? undefined : denied(`Policy Condition failed: ${JSON.stringify(condition)}`);
};

/** Names of the fields that the conditions speak of. */
const covered = (conditions: z.infer<typeof Policy>['conditions']): Set<string> =>
  new Set(
    conditions
      .flatMap((condition) => (Array.isArray(condition) ? [String(condition[1]).slice(1)] : Object.keys(condition)))
      .map((name) => name.toLowerCase()),
  );

/**
 * What S3 does with a form and the local engine does not: its signature, its time, each condition of its policy, its checksum. Answers why
 * it is refused.
 */
export const refusalOfForm = (form: PostedForm, at: { now: Date; secretAccessKey: string }): Refusal | undefined => {
  const fields = new Map(Object.entries(form.fields).map(([name, value]) => [name.toLowerCase(), value]));
  const encoded = fields.get('policy');
  if (encoded === undefined) return { code: 'AccessDenied', message: 'Access Denied', status: 403 };
  if (!isSigned(fields, at.secretAccessKey))
    return { code: 'SignatureDoesNotMatch', message: 'The signature does not match', status: 403 };
  const policy = Policy.safeParse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  if (!policy.success) return { code: 'InvalidPolicyDocument', message: 'Invalid policy', status: 400 };
  const { expiration, conditions } = policy.data;
  if (new Date(expiration) <= at.now) return denied('Policy expired.');
  const named = new Map([...fields, ['bucket', form.bucket]]);
  for (const condition of conditions) {
    const refusal = unmet(named, form.bytes.length, condition);
    if (refusal) return refusal;
  }
  const known = covered(conditions);
  const extra = [...fields.keys()].filter((name) => !known.has(name) && !EXEMPT.test(name));
  if (extra.length > 0) return denied(`Extra input fields: ${extra.join(', ')}`);
  const digest = fields.get('x-amz-checksum-sha256');
  if (digest === undefined || digest === createHash('sha256').update(form.bytes).digest('base64')) return undefined;
  return { code: 'BadDigest', message: 'The SHA256 you specified did not match', status: 400 };
};
