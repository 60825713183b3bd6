import { Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { ObjectRights, TableRights } from '../function-spec.ts';
import type { HouseFunction } from './house-function.ts';
import type { PrivateBucket } from './private-bucket.ts';

/** Exactly the actions named, on exactly the resources named: never a wildcard, never "read and write". */
export const grantActions = (fn: HouseFunction, actions: readonly string[], resources: readonly string[]): void => {
  if (actions.length === 0 || resources.length === 0) return;
  Grant.addToPrincipal({ grantee: fn.lambda, actions: [...actions], resourceArns: [...resources] }).assertSuccess();
};

/** Item actions on the table, Query on each index that is named. */
export const grantTable = (
  fn: HouseFunction,
  table: Table,
  { items = [], indexes = [], putsUnder }: TableRights,
): void => {
  const dynamodb = (action: string) => `dynamodb:${action}`;
  grantActions(fn, items.map(dynamodb), [table.tableArn]);
  for (const index of indexes) grantActions(fn, [dynamodb('Query')], [`${table.tableArn}/index/${index}`]);
  if (putsUnder === undefined) return;
  Grant.addToPrincipal({
    grantee: fn.lambda,
    actions: [dynamodb('PutItem')],
    resourceArns: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${putsUnder}*`] } },
  }).assertSuccess();
};

const patternOf = (prefix: string): string => (prefix.startsWith('*.') ? prefix : `${prefix}*`);

/**
 * Objects of one bucket under the prefixes that are named ('' for all), and the list that tells which are there.
 * An object cannot be named in advance: the one kind of wildcard that is granted anywhere.
 */
export const grantObjects = (fn: HouseFunction, bucket: PrivateBucket, rights: ObjectRights): void => {
  const { importedArn: arn, exportName } = bucket;
  const { deletes, reads = [''], writes = [''], lists = true } = rights;
  const under = (prefixes: readonly string[]) => prefixes.map((prefix) => `${arn}/${patternOf(prefix)}`);
  if (lists) grantActions(fn, ['s3:ListBucket'], [arn]);
  grantActions(fn, ['s3:GetObject'], under(reads));
  grantActions(fn, ['s3:PutObject'], under(writes));
  grantActions(fn, ['s3:DeleteObject'], under(deletes));
  for (const prefix of new Set([...reads, ...writes, ...deletes])) {
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${exportName}/${patternOf(prefix)}]`,
      reason: 'Objects are named by their content and by date: only their bucket and prefix are known in advance.',
    });
  }
};
