import { describe, expect, it } from 'vitest';
import { SITE_HEADERS } from '../../infra/site-headers.ts';
import { appWith, propertiesOf, synthesise } from './synthesis.ts';

const IN_CHINA = { 'Fn::Contains': [['cn-north-1', 'cn-northwest-1'], { Ref: 'AWS::Region' }] };
const rulesOf = (context: Record<string, unknown>) =>
  Object.values(
    (synthesise(context).stateful.toJSON()['Rules'] ?? {}) as Record<string, { Assertions: { Assert: unknown }[] }>,
  ).map(({ Assertions }) => Assertions[0]?.Assert);

describe('where it may be deployed', () => {
  it("is China's regions, as long as it keeps persons' numbers", () => {
    expect(rulesOf({})).toEqual([IN_CHINA]);
  });

  it('is anywhere once it is said that all data are fictional', () => {
    expect(rulesOf({ demoDataOnly: true })).toEqual([]);
  });

  it('is outside China when CloudFront reads the bucket', () => {
    expect(rulesOf({ demoDataOnly: true, disclosureReader: 'cloudfront' })).toEqual([{ 'Fn::Not': [IN_CHINA] }]);
  });
});

describe('who reads the public copy', () => {
  const readersOf = (context: Record<string, unknown>) =>
    Object.values(propertiesOf(synthesise(context).stateful, 'AWS::S3::BucketPolicy'))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');

  it('is the one principal that is named, and it reads objects only', () => {
    const reader = 'arn:aws-cn:iam::123456789012:role/site-front';
    expect(readersOf({ disclosureReader: reader })).toEqual([
      expect.objectContaining({ Action: 's3:GetObject', Principal: { AWS: reader } }),
    ]);
  });

  it('is CloudFront of this account and no other', () => {
    expect(readersOf({ disclosureReader: 'cloudfront' })).toEqual([
      expect.objectContaining({
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([{ Ref: 'AWS::AccountId' }])] } },
        },
      }),
    ]);
  });
});

describe('the public site', () => {
  const site = { disclosureReader: 'cloudfront', demoDataOnly: true };
  const distributionOf = (context: Record<string, unknown>) =>
    Object.values(propertiesOf(synthesise(context).stateless, 'AWS::CloudFront::Distribution'))[0]?.DistributionConfig;

  it('is not there unless it is asked for', () => {
    expect(distributionOf({})).toBeUndefined();
  });

  it('keeps nothing at the edge for more than a minute', () => {
    const [policy] = Object.values(propertiesOf(synthesise(site).stateless, 'AWS::CloudFront::CachePolicy'));
    expect(policy.CachePolicyConfig).toMatchObject({ MinTTL: 0, DefaultTTL: 60, MaxTTL: 60 });
  });

  it('speaks TLS only, signs what it asks of the bucket, and soon asks again for what was not there', () => {
    const config = distributionOf(site);
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(config.Origins[0]).toHaveProperty('OriginAccessControlId');
    const nothing = { ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 };
    expect(config.CustomErrorResponses).toEqual([
      { ErrorCode: 403, ...nothing },
      { ErrorCode: 404, ...nothing },
    ]);
    expect(config.DefaultRootObject).toBe('index.html');
  });

  it('sends the very headers that the local runner sends', () => {
    const [policy] = Object.values(propertiesOf(synthesise(site).stateless, 'AWS::CloudFront::ResponseHeadersPolicy'));
    const {
      SecurityHeadersConfig: security,
      CustomHeadersConfig: further,
      CorsConfig: cors,
    } = policy.ResponseHeadersPolicyConfig;
    const own: { Header: string; Value: string }[] = further.Items;
    expect({
      'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
      'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}`,
      'x-content-type-options': security.ContentTypeOptions && 'nosniff',
      'x-frame-options': security.FrameOptions.FrameOption,
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(own.map(({ Header, Value }) => [Header, Value])),
      'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join(),
      'access-control-expose-headers': cors.AccessControlExposeHeaders.Items.join(', '),
    }).toEqual(SITE_HEADERS);
  });

  it('has TLS 1.2 as its floor on its own domain', () => {
    const siteCertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const config = distributionOf({ ...site, siteDomain: 'credit.example.gov.cn', siteCertificateArn });
    expect(config.Aliases).toEqual(['credit.example.gov.cn']);
    expect(config.ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021' });
  });
});

describe('an installation beside the first', () => {
  it('has names of its own for all that bears one', () => {
    const { stateless, api } = synthesise({ stackPrefix: 'Trial' });
    const names = ['AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::CloudWatch::Alarm']
      .flatMap((type) => [stateless, api].flatMap((stack) => Object.values(propertiesOf(stack, type))))
      .map(({ QueueName, FunctionName, AlarmName }) => String(QueueName ?? FunctionName ?? AlarmName));
    for (const name of names) expect(name).toMatch(/^Trial/);
  });

  it('can be thrown away when it says so', () => {
    const { stateful } = synthesise({ retain: 'false', stackPrefix: 'Trial' });
    expect(JSON.stringify(stateful.toJSON())).not.toContain('"Retain"');
    expect(appWith({ retain: false }).stateful.terminationProtection).toBe(false);
    expect(appWith().stateful.terminationProtection).toBe(true);
  });
});

describe('a function without a bundle', () => {
  it('stops the synthesis and says what to do', () => {
    expect(() => appWith({ codeRoot: '/nowhere' })).toThrow(/no bundle of post-records.*npm run build/);
  });
});
