import type { Failure } from '../kernel/failure.ts';
import { SUBJECT_CATEGORY_WORDS } from '../subjects/subject.ts';
import { kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { isClosed, mayBePublicOf, type PublicSubject, publicCategory } from './publicity.ts';
import { mayBePublic } from './publicity-rules.ts';
import type { RecordSubmission } from './submission.ts';

/** A decision to publish what the law has no rule for, or lets be public of other subjects only. */
const notToBePublic = (kind: RecordKind, subject: PublicSubject): readonly Failure[] => {
  if (mayBePublicOf(kind, subject)) return [];
  const { label } = kindDefinition(kind);
  const category = publicCategory(subject);
  const ofWhom = { zh: `${label.zh}（${SUBJECT_CATEGORY_WORDS[category]}）`, en: `${label.en} (${category})` };
  const what = mayBePublic(kind) ? ofWhom : label;
  return [{ kind: 'kind-not-disclosed', pointer: '/disclosure/public', parameters: { what } }];
};

/**
 * A decision to publish: never for a person (I6); only what the law has a rule for; a penalty only with its social impact
 * (行政处罚法 48); a minor case only if its authority says why (Order 36); a commitment only if its publication type is open.
 */
export const lawfulDisclosure = (
  submission: Pick<RecordSubmission, 'kind' | 'severity' | 'disclosure' | 'content'> & {
    readonly subject: PublicSubject;
  },
): readonly Failure[] => {
  const { disclosure, severity, subject, kind } = submission;
  if (!disclosure?.public) return [];
  if (subject.category === 'person') return [{ kind: 'person-not-disclosed', pointer: '/disclosure/public' }];
  return [
    ...notToBePublic(kind, subject),
    ...(isClosed(submission) ? [{ kind: 'not-meant-for-public', pointer: '/disclosure/public' } as const] : []),
    ...(kindDefinition(kind).needsSocialImpact && disclosure.socialImpact === undefined
      ? [{ kind: 'disclosure-without-basis', pointer: '/disclosure/socialImpact' } as const]
      : []),
    ...(severity?.grade === 'minor' && disclosure.necessity === undefined
      ? [{ kind: 'necessity-required', pointer: '/disclosure/necessity' } as const]
      : []),
  ];
};
