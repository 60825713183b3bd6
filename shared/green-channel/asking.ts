import * as z from 'zod';
import { IdentifiedSubject } from '../checks/asked-subject.ts';
import { plainText } from '../checks/submission.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import { failureIssue } from '../kernel/failure.ts';
import { instantImage } from '../register/head-image.ts';

const reference = plainText(100).refine((text) => comparableText(text) !== '', failureIssue({ kind: 'missing-field' }));

/** Whether the subject of one application has the green channel. */
export const GreenChannelSubmission = z
  .strictObject({
    reference: reference.describe(
      '申请的办件编号，一个编号对应一个主体 the file number of the application: one subject each',
    ),
    purpose: plainText(200).describe('用途说明，相对人可见 what for; the subject can read it'),
    subject: IdentifiedSubject,
  })
  .meta({ id: 'GreenChannelSubmission' });
export type GreenChannelSubmission = z.output<typeof GreenChannelSubmission>;

/** For which application it is asked, and on whom: `handle` tells subjects apart and may be kept, of a person a keyed alias. */
export interface GreenChannelOpening {
  readonly id: string;
  readonly department: string;
  readonly reference: string;
  readonly purpose: string;
  readonly handle: string;
  /** Key of the subject's partition; absent of whom the register does not know. */
  readonly subject?: string;
}

/** One asking as it is kept: the answer, and never why. */
export const GreenChannelAsking = z.object({
  id: z.string(),
  at: instantImage,
  officer: z.string(),
  eligible: z.boolean(),
});
export type GreenChannelAsking = z.output<typeof GreenChannelAsking>;

/** Askings for one application: it is one decision of one day, asked again perhaps. */
export const MAX_GREEN_CHANNEL_ASKINGS = 10;

/** Why it is not answered: the reference stands for another subject or purpose, or was asked too often. */
export type GreenChannelRefusal =
  | { readonly kind: 'other-purpose' | 'other-subject' }
  | { readonly kind: 'asked-too-often'; readonly parameters: { readonly limit: number } };
