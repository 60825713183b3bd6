import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type Config, partName, readConfig } from '../../infra/config.ts';

const configOf = (context: Record<string, unknown> = {}): Config => readConfig(new App({ context }).node);

describe('the deployment context', () => {
  it('needs nothing', () => {
    expect(configOf()).toEqual({
      stackPrefix: 'JointCredit',
      issuer: 'https://issuer.invalid',
      signInClient: 'joint-credit',
      signInScope: 'openid',
      audience: 'joint-credit',
      departmentClaim: 'department',
      rolesClaim: 'roles',
      publishEveryMinutes: 5,
      webhookNetwork: 'public',
      demoDataOnly: false,
      retain: true,
    });
  });

  it('lets webhooks reach this machine only where the issuer, too, is on it', () => {
    const webhookNetwork = 'this-machine';
    expect(() => configOf({ webhookNetwork })).toThrow('webhooks reach this machine only where');
    expect(() => configOf({ webhookNetwork, issuer: 'https://id.example.gov.cn' })).toThrow('webhookNetwork');
    expect(configOf({ webhookNetwork, issuer: 'http://127.0.0.1:8080' })).toMatchObject({ webhookNetwork });
    expect(() => configOf({ webhookNetwork: 'anywhere' })).toThrow('webhookNetwork');
  });

  it('reads the text of the command line as it reads cdk.json', () => {
    const values = { publishEveryMinutes: 10, demoDataOnly: true, retain: false };
    const texts = { publishEveryMinutes: '10', demoDataOnly: 'true', retain: 'false' };
    expect(configOf(texts)).toEqual(configOf(values));
    expect(configOf(texts)).toMatchObject(values);
  });

  it.each([
    ['issuer', 'http://id.example.gov.cn'],
    ['issuer', 'id.example.gov.cn'],
    ['disclosureReader', 'everybody'],
    ['disclosureReader', 'arn:aws:iam::*:root'],
    ['publishEveryMinutes', 0],
    ['publishEveryMinutes', 61],
    ['publishEveryMinutes', 'often'],
    ['demoDataOnly', 'yes'],
    ['retain', ''],
    ['stackPrefix', 'joint credit'],
    ['siteDomain', 'https://credit.example.gov.cn'],
    ['siteDomain', 'credit.example.gov.cn'],
  ])('refuses %s = %j and names it', (key, value) => {
    expect(() => configOf({ [key]: value })).toThrow(new RegExp(`deployment context is not right[\\s\\S]*${key}`));
  });

  it.each(['cloudfront', 'arn:aws-cn:iam::123456789012:role/site-front', 'arn:aws:iam::123456789012:root'])(
    'takes %s as the reader of disclosure',
    (disclosureReader) => {
      expect(configOf({ disclosureReader })).toMatchObject({ disclosureReader });
    },
  );

  it('lets an issuer on the machine itself speak plain http', () => {
    expect(configOf({ issuer: 'http://127.0.0.1:4321' }).issuer).toBe('http://127.0.0.1:4321');
  });

  it('tells a second installation apart by its prefix', () => {
    expect(partName(configOf(), 'relay-failures')).toBe('relay-failures');
    expect(partName(configOf({ stackPrefix: 'Trial' }), 'relay-failures')).toBe('Trial-relay-failures');
  });
});
