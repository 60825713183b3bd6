import type { EndNoticeCounts } from '../statistics/end-notice-counts.ts';
import type { IntakeCounts, ObjectionCounts, QualityCounts, ReportingCounts } from './quality-counts.ts';

/** A share between 0 and 1, to four decimals; absent where there is nothing to have a share of. */
const share = (part: number, whole: number): { readonly rate?: number } =>
  whole === 0 ? {} : { rate: Math.round((part / whole) * 10_000) / 10_000 };

/** A unit's month as it is shown: what it sent, how late, what was objected to rightly, which ends it did not acknowledge in time. */
export interface UnitQuality {
  readonly department: string;
  readonly compliance: {
    readonly sent: number;
    readonly accepted: number;
    readonly refused: number;
    readonly rate?: number;
  };
  readonly lateness: { readonly reported: number; readonly late: number; readonly rate?: number };
  readonly objections: ObjectionCounts & { readonly rate?: number };
  readonly acknowledgements: { readonly told: number; readonly late: number; readonly missing: number };
  readonly kinds: readonly (IntakeCounts & ReportingCounts)[];
}

const sumOf = <Key extends string>(all: readonly Readonly<Record<Key, number>>[], key: Key): number =>
  all.reduce((sum, one) => sum + one[key], 0);

const kindsOf = ({ intake, reporting }: QualityCounts): UnitQuality['kinds'] =>
  [...new Set([...intake, ...reporting].map(({ kind }) => kind))].toSorted().map((kind) => {
    const { accepted = 0, refused = 0 } = intake.find((one) => one.kind === kind) ?? {};
    const { reported = 0, late = 0 } = reporting.find((one) => one.kind === kind) ?? {};
    return { kind, accepted, refused, reported, late };
  });

const NOTHING: Omit<QualityCounts, 'department'> = {
  intake: [],
  reporting: [],
  series: [],
  seriesLeftOut: false,
  objections: { decided: 0, upheld: 0, late: 0 },
};

const unitOf = (counts: QualityCounts, ends: EndNoticeCounts | undefined): UnitQuality => {
  const { department, intake, reporting, objections } = counts;
  const [accepted, refused] = [sumOf(intake, 'accepted'), sumOf(intake, 'refused')];
  const [reported, late] = [sumOf(reporting, 'reported'), sumOf(reporting, 'late')];
  return {
    department,
    compliance: { sent: accepted + refused, accepted, refused, ...share(accepted, accepted + refused) },
    lateness: { reported, late, ...share(late, reported) },
    objections: { ...objections, ...share(objections.upheld, objections.decided) },
    acknowledgements: { told: ends?.told ?? 0, late: ends?.late ?? 0, missing: ends?.missing ?? 0 },
    kinds: kindsOf(counts),
  };
};

/** Whether nothing at all is known of a unit in the month. */
const isSilent = ({ compliance, lateness, objections, acknowledgements }: UnitQuality): boolean =>
  compliance.sent + lateness.reported + objections.decided + acknowledgements.told === 0;

/** Of two units the one that stands before the other: more taken in, then less late, then by its code; who is silent stands last. */
const byQuality = (a: UnitQuality, b: UnitQuality): number =>
  Number(isSilent(a)) - Number(isSilent(b)) ||
  (b.compliance.rate ?? -1) - (a.compliance.rate ?? -1) ||
  (a.lateness.rate ?? 0) - (b.lateness.rate ?? 0) ||
  (a.department < b.department ? -1 : 1);

/**
 * The units of a month, in the order of their quality; `expected` are in it though nothing came of them. Of units: subjects are put in no
 * order (I9).
 */
export const leagueOf = (
  units: readonly QualityCounts[],
  ends: readonly EndNoticeCounts[],
  expected: readonly string[] = [],
): readonly UnitQuality[] => {
  const known = new Map(units.map((unit) => [unit.department, unit]));
  const departments = new Set([...known.keys(), ...ends.map(({ department }) => department), ...expected]);
  return [...departments]
    .map((department) =>
      unitOf(
        known.get(department) ?? { department, ...NOTHING },
        ends.find((one) => one.department === department),
      ),
    )
    .toSorted(byQuality);
};
