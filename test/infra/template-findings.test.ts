import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGED } from '../deploy/acknowledged.ts';
import { type Acknowledgement, findingsOf, judge } from '../deploy/template-findings.ts';
import { propertiesOf, synthesise } from './synthesis.ts';

const report = (failed: readonly (readonly [string, string])[], summary: object = {}) => ({
  results: {
    failed_checks: failed.map(([check_id, resource]) => ({ check_id, resource, check_name: 'a rule' })),
  },
  summary: { passed: 3, parsing_errors: 0, resource_count: 9, ...summary },
});
const found = (...failed: readonly (readonly [string, string])[]) => findingsOf(report(failed)).findings;

const named: Acknowledgement = { check: 'C1', type: 'AWS::S3::Bucket', only: ['Ledger', 'Files'], reason: 'so' };
const every: Acknowledgement = { check: 'C2', type: 'AWS::Lambda::Function', reason: 'so' };
const all = [
  ['C1', 'AWS::S3::Bucket.LedgerE8D6A000'],
  ['C1', 'AWS::S3::Bucket.Files7C17EE2E'],
  ['C2', 'AWS::Lambda::Function.PublishFunction725B381F'],
] as const;

describe('what is found in the templates', () => {
  it('is silent when each finding is acknowledged and each acknowledgement is found', () => {
    expect(judge(found(...all), [named, every])).toEqual([]);
  });

  it.each([
    ['another rule', ['C3', 'AWS::S3::Bucket.LedgerE8D6A000'], 'C3 on AWS::S3::Bucket Ledger: a rule'],
    ['a resource that is not named', ['C1', 'AWS::S3::Bucket.New00000000'], 'C1 on AWS::S3::Bucket New: a rule'],
    ['another type', ['C2', 'AWS::S3::Bucket.Ledger'], 'C2 on AWS::S3::Bucket Ledger: a rule'],
  ] as const)('is told of %s', (_, finding, told) => {
    expect(judge(found(...all, finding), [named, every])).toEqual([told]);
  });

  it('is told of an acknowledgement, or a name in one, of what is not found any more', () => {
    expect(judge(found(all[0]), [named, every])).toEqual([
      'C1 on Files is acknowledged, but is not found any more',
      'C2 on every AWS::Lambda::Function is acknowledged, but is not found any more',
    ]);
  });

  it.each([
    ['a template could not be read', { parsing_errors: 1 }],
    ['nothing was read', { resource_count: 0 }],
  ])('is nothing to rely on when %s', (_, summary) => {
    expect(() => findingsOf(report([], summary))).toThrow();
  });
});

describe('what is acknowledged', () => {
  it('is said once of each rule and resource', () => {
    const said = ACKNOWLEDGED.flatMap(({ check, only = ['*'] }) => only.map((name) => `${check} ${name}`));
    expect(said).toHaveLength(new Set(said).size);
  });

  it('is true where a template can show it: queues are encrypted, if by keys of the service', () => {
    const templates = Object.values(synthesise());
    const queues = templates.flatMap((template) => Object.values(propertiesOf(template, 'AWS::SQS::Queue')));
    expect(queues.length).toBeGreaterThan(0);
    expect(queues.filter(({ SqsManagedSseEnabled }) => SqsManagedSseEnabled !== true)).toEqual([]);
  });
});
