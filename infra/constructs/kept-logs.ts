import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A log group, kept for a year: the Cybersecurity Law (网络安全法) wants network logs for at least six months. */
export const keptLogs = (scope: Construct, id: string, { retain }: { readonly retain: boolean }): LogGroup =>
  new LogGroup(scope, id, {
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
