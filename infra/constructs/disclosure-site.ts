import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CONTENT_SECURITY_POLICY, CORS, FURTHER_HEADERS, HSTS_SECONDS } from '../site-headers.ts';

/**
 * No edge keeps anything longer, whatever the object says to browsers: what has left the bucket has left the
 * network a minute later, without invalidations.
 */
const EDGE_KEEPS = Duration.seconds(60);
/** How long the answer is kept that there is nothing: a file that comes is found this soon. */
const NOTHING_THERE_KEPT = Duration.seconds(10);

export interface DisclosureSiteProps {
  /** Its policy lets the account's distributions read (disclosure-bucket.ts). */
  readonly bucket: Bucket;
  /** Own domain and its certificate; both or none. @default - the distribution's own name */
  readonly domain: string | undefined;
  readonly certificateArn: string | undefined;
}

/** The public site and open data: CloudFront before the private bucket, TLS only, one minute of cache, security headers. */
export class DisclosureSite extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { bucket, domain, certificateArn }: DisclosureSiteProps) {
    super(scope, id);
    // Imported, since a bucket of another stack cannot be given this distribution's id without a cycle.
    const imported = Bucket.fromBucketAttributes(this, 'Bucket', {
      bucketArn: bucket.bucketArn,
      bucketRegionalDomainName: bucket.bucketRegionalDomainName,
      region: Stack.of(this).region,
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Joint Credit: public disclosure',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...ownDomain(this, domain, certificateArn),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(imported),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: new CachePolicy(this, 'OneMinute', {
          minTtl: Duration.seconds(0),
          defaultTtl: EDGE_KEEPS,
          maxTtl: EDGE_KEEPS,
          queryStringBehavior: CacheQueryStringBehavior.none(),
          enableAcceptEncodingGzip: true,
          enableAcceptEncodingBrotli: true,
        }),
        responseHeadersPolicy: openDataHeaders(this),
      },
      // Nobody may list the bucket, so S3 answers 403 for what is not there.
      errorResponses: [403, 404].map((httpStatus) => ({
        httpStatus,
        responseHttpStatus: 404,
        responsePagePath: '/404.html',
        ttl: NOTHING_THERE_KEPT,
      })),
    });
    this.url = `https://${domain ?? distribution.distributionDomainName}`;
    Validations.of(distribution).acknowledge(...ACKNOWLEDGED);
  }
}

const ownDomain = (scope: Construct, domain: string | undefined, certificateArn: string | undefined) => {
  if (domain === undefined || certificateArn === undefined) return {};
  return {
    domainNames: [domain],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
};

const openDataHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
        includeSubdomains: false,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(FURTHER_HEADERS).map(([header, value]) => ({ header, value, override: true })),
    },
    // Open data: any page may read it.
    corsBehavior: {
      accessControlAllowOrigins: ['*'],
      accessControlAllowMethods: [...CORS.methods],
      accessControlExposeHeaders: [...CORS.exposed],
      accessControlAllowHeaders: ['*'],
      accessControlAllowCredentials: false,
      originOverride: true,
    },
  });

const ACKNOWLEDGED = [
  { id: 'AwsSolutions-CFR1', reason: 'Disclosure is for everyone, wherever they are.' },
  {
    id: 'AwsSolutions-CFR2',
    reason: 'Static files and nothing that runs: there is nothing for a firewall to protect.',
  },
  { id: 'AwsSolutions-CFR3', reason: 'A log of reads by address and look-up file would tell who asked about whom.' },
  {
    id: 'Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
    reason: "The bucket's own stack lets the account's distributions read (disclosure-bucket.ts).",
  },
  {
    id: 'AwsSolutions-CFR4',
    reason:
      'TLS 1.2 holds once siteDomain and siteCertificateArn are given; the default certificate has no floor to set.',
  },
];
