import { statesScore } from '../bodies/scores.ts';
import { longestMonths } from '../bodies/statement-terms.ts';
import { addDays, addMonths, type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Content } from './content-schema.ts';
import { contentColumns, kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { REFUSED_ADMISSION, selfDisciplineMeasure } from './kinds/self-discipline-measure.ts';
import { type PublicSubject, publicCategory } from './publicity.ts';

interface Stated {
  readonly kind: RecordKind;
  readonly decisionDate: CalendarDate;
  readonly content: Content;
  readonly subject: PublicSubject & { readonly legalRepresentative?: unknown };
}

/** On organisations only: neither a person nor a sole trader, whose trade is a person's, and nobody beside the organisation (I6). */
const onlyOrganisations = ({ subject }: Stated): readonly Failure[] => [
  ...(publicCategory(subject) === 'organisation'
    ? []
    : [{ kind: 'statement-about-person', pointer: '/subject/category' } as const]),
  ...(subject.category !== 'person' && subject.legalRepresentative !== undefined
    ? [{ kind: 'statement-about-person', pointer: '/subject/legalRepresentative' } as const]
    : []),
];

const tooLong = ({ kind, decisionDate, content }: Stated): readonly Failure[] => {
  const months = longestMonths(kind, decisionDate);
  const from = parseCalendarDate(content['validFrom']);
  const to = parseCalendarDate(content['validTo']);
  if (months === undefined || from === undefined || to === undefined) return [];
  const latest = addDays(addMonths(from, months), -1);
  if (to <= latest) return [];
  return [{ kind: 'date-out-of-bounds', pointer: '/content/validTo', parameters: { earliest: from, latest } }];
};

const scored = ({ kind, content }: Stated): readonly Failure[] =>
  contentColumns(kind)
    .filter(({ noScore, field }) => noScore && statesScore(String(content[field] ?? '')))
    .map(({ at }) => ({ kind: 'score-in-statement', pointer: at }));

/** Refused admission is who applied for it, and nobody else can be. */
const wrongStanding = ({ kind, content }: Stated): readonly Failure[] => {
  const { measure, standing } = REFUSED_ADMISSION;
  if (kind !== selfDisciplineMeasure.kind) return [];
  if ((content['measure'] === measure) === (content['standing'] === standing)) return [];
  const expected = content['measure'] === measure ? standing : '会员';
  return [{ kind: 'invalid-value', pointer: '/content/standing', parameters: { expected } }];
};

/**
 * What the statement of a body that is no authority must satisfy: on an organisation, in words, for a time that is not too long. Nothing is
 * asked of other kinds.
 */
export const lawfulStatement = (stated: Stated): readonly Failure[] =>
  kindDefinition(stated.kind).statementOf === undefined
    ? []
    : [...onlyOrganisations(stated), ...tooLong(stated), ...scored(stated), ...wrongStanding(stated)];
