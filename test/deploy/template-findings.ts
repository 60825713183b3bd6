import * as z from 'zod';

/** A rule that a resource of a template breaks. */
export type Finding = {
  readonly check: string;
  readonly title: string;
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string;
  /** The logical id without the digest that the CDK ends it with, such as `LedgerBucket`. */
  readonly name: string;
};

/** Why a rule is not kept, of all resources of a type or of those named. */
export type Acknowledgement = {
  readonly check: string;
  readonly type: string;
  /** @default - every resource of the type */
  readonly only?: readonly string[];
  readonly reason: string;
};

/** What checkov writes with `--output json`, as far as it is read here. */
const Report = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
  summary: z.object({ passed: z.int(), parsing_errors: z.literal(0), resource_count: z.int().positive() }),
});

const DIGEST = /[0-9A-F]{8}$/;

/** The findings of a report; fails on a report of templates that could not be read. */
export const findingsOf = (report: unknown): { readonly findings: readonly Finding[]; readonly passed: number } => {
  const { results, summary } = Report.parse(report);
  const findings = results.failed_checks.map(({ check_id: check, check_name: title, resource }) => {
    const [type = '', id = ''] = resource.split('.');
    return { check, title, type, name: id.replace(DIGEST, '') };
  });
  return { findings, passed: summary.passed };
};

const covers = ({ check, type, only }: Acknowledgement, finding: Finding): boolean =>
  check === finding.check && type === finding.type && (only === undefined || only.includes(finding.name));

/** Findings that nobody acknowledged, and acknowledgements, or names in them, of what is no longer found. */
export const judge = (findings: readonly Finding[], acknowledged: readonly Acknowledgement[]): readonly string[] => [
  ...findings
    .filter((finding) => !acknowledged.some((one) => covers(one, finding)))
    .map(({ check, type, name, title }) => `${check} on ${type} ${name}: ${title}`),
  ...acknowledged.flatMap((one) => {
    const names: readonly (string | undefined)[] = one.only ?? [undefined];
    return names
      .filter((name) => !findings.some((finding) => covers(one, finding) && (name ?? finding.name) === finding.name))
      .map((name) => `${one.check} on ${name ?? `every ${one.type}`} is acknowledged, but is not found any more`);
  }),
];
