import { Aws, CfnRule, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

const CHINA_REGIONS = ['cn-north-1', 'cn-northwest-1'];

/**
 * Where this may be deployed. The region is not known when the template is made, so CloudFormation itself refuses,
 * before it creates anything.
 */
export class PlacementRules extends Construct {
  constructor(scope: Construct, id: string, { demoDataOnly, disclosureReader }: Config) {
    super(scope, id);
    const inChina = Fn.conditionContains(CHINA_REGIONS, Aws.REGION);
    if (!demoDataOnly) {
      // 个人信息保护法 38–40: personal information that authorities hold stays in the country.
      new CfnRule(this, 'PersonalDataStaysInChina', {
        assertions: [
          {
            assert: inChina,
            assertDescription:
              'Personal data stay in China: deploy to cn-north-1 or cn-northwest-1, or say -c demoDataOnly=true for fictional data.',
          },
        ],
      });
    }
    if (disclosureReader === 'cloudfront') {
      new CfnRule(this, 'CloudFrontOutsideChinaOnly', {
        assertions: [
          {
            assert: Fn.conditionNot(inChina),
            assertDescription:
              "China's regions have no CloudFront that reads a private bucket: name the principal of another front as disclosureReader.",
          },
        ],
      });
    }
  }
}
