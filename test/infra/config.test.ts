import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type Config, partName, readConfig, siteLinesOf } from '../../infra/config.ts';

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
      witnesses: 'none',
      siteName: '庄河市信用信息公示',
      siteNameEn: 'Zhuanghe public credit information',
      demoDataOnly: false,
      retain: true,
    });
  });

  it('takes witnesses of the log and its name as they can be used, and nothing else', () => {
    const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    expect(() => configOf({ witnesses: `${vkey} https://witness.example/` })).toThrow('witnesses');
    expect(() => configOf({ witnesses: 'https://witness.example/' })).toThrow('witnesses');
    expect(() => configOf({ logOrigin: 'with a space' })).toThrow('logOrigin');
    expect(configOf({ logOrigin: 'credit.example.gov.cn/log' })).toMatchObject({
      logOrigin: 'credit.example.gov.cn/log',
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
    ['siteIcp', '12345678'],
    ['siteIcp', '辽ICP备12345678号</a>'],
    ['sitePoliceFiling', '辽公网安备 1号'],
    ['siteName', ' '],
    ['termsAdoptedOn', '2026-13-01'],
    ['siteContact', '联系人身份证号 11010519491231002X'],
    ['siteContact', 'two\nlines'],
    ['siteContactEn', 'Credit Office'],
  ])('refuses %s = %j and names it', (key, value) => {
    expect(() => configOf({ [key]: value })).toThrow(new RegExp(`deployment context is not right[\\s\\S]*${key}`));
  });

  it.each(['cloudfront', 'arn:aws-cn:iam::123456789012:role/site-front', 'arn:aws:iam::123456789012:root'])(
    'takes %s as the reader of disclosure',
    (disclosureReader) => {
      expect(configOf({ disclosureReader })).toMatchObject({ disclosureReader });
    },
  );

  it('says of the site what it was given, and nothing of what it was not', () => {
    expect(siteLinesOf(configOf())).toEqual({
      name: { zh: '庄河市信用信息公示', en: 'Zhuanghe public credit information' },
    });
    const given = {
      siteName: '庄河市信用办',
      siteNameEn: 'Zhuanghe Credit Office',
      siteIcp: '辽ICP备12345678号-1',
      sitePoliceFiling: '辽公网安备 21028300000000号',
      siteContact: '0411-89700000',
      termsAdoptedOn: '2026-12-01',
    };
    expect(siteLinesOf(configOf(given))).toEqual({
      name: { zh: '庄河市信用办', en: 'Zhuanghe Credit Office' },
      icp: given.siteIcp,
      policeFiling: given.sitePoliceFiling,
      termsAdoptedOn: '2026-12-01',
      contact: { zh: '0411-89700000', en: '0411-89700000' },
    });
  });

  it('lets an issuer on the machine itself speak plain http', () => {
    expect(configOf({ issuer: 'http://127.0.0.1:4321' }).issuer).toBe('http://127.0.0.1:4321');
  });

  it('tells a second installation apart by its prefix', () => {
    expect(partName(configOf(), 'relay-failures')).toBe('relay-failures');
    expect(partName(configOf({ stackPrefix: 'Trial' }), 'relay-failures')).toBe('Trial-relay-failures');
  });
});
