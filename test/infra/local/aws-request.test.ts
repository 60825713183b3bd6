import { expect, it } from 'vitest';
import { sign } from '../../../infra/local/aws-request.ts';

it.each([
  ['get-vanilla', '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    '?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])("signs as AWS's own test suite of Signature Version 4 does (%s)", (_, query, signature) => {
  const engine = {
    url: 'https://example.amazonaws.com',
    service: 'dynamodb' as const,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  };
  const call = {
    method: 'GET',
    url: new URL(`https://example.amazonaws.com/${query}`),
    headers: {},
    body: '',
    at: new Date('2015-08-30T12:36:00Z'),
  };
  const { authorization } = sign({ ...engine, service: 'service' as 'dynamodb' }, call);
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
      `Signature=${signature}`,
  );
});
