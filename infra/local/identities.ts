import type { RunType } from './resource-types.ts';

/** What `Ref` and `Fn::GetAtt` answer for a resource. */
export type Identity = { ref: string; attributes: Record<string, string> };

/** Where the template is "deployed" to. */
export type Place = {
  region: string;
  account: string;
  apiUrl: string;
};

type Given = { id: string; stack: string; properties: Record<string, unknown>; place: Place };

/** The property that names a resource of a type, where it may be named. */
const NAME_PROPERTY: Partial<Record<RunType, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
};

const LONGEST_BUCKET_NAME = 63;

/** The name in the template, or one that stays the same from start to start. */
const nameOf = (type: RunType, { id, stack, properties }: Given) => {
  const property = NAME_PROPERTY[type];
  const given = property === undefined ? undefined : properties[property];
  if (typeof given === 'string') return given;
  if (type === 'AWS::S3::Bucket') return `${stack}-${id}`.toLowerCase().slice(-LONGEST_BUCKET_NAME).replace(/^-+/, '');
  if (type === 'AWS::SQS::Queue' && properties['FifoQueue'] === true) return `${stack}-${id}.fifo`;
  return `${stack}-${id}`;
};

/** Names and addresses of a resource, known before it exists; what only its engine knows is added later. */
export const identify = (type: RunType, given: Given): Identity => {
  const { place, id } = given;
  const name = nameOf(type, given);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${place.region}:${place.account}:${rest}`;
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
    case 'AWS::Lambda::Function':
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    case 'AWS::SQS::Queue':
      return { ref: name, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: name } };
    case 'AWS::S3::Bucket': {
      const domain = `${name}.s3.${place.region}.amazonaws.com`;
      return {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: domain },
      };
    }
    case 'AWS::SecretsManager::Secret':
      // The ARN is the engine's to choose.
      return { ref: name, attributes: {} };
    case 'AWS::Scheduler::Schedule':
      return { ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
    case 'AWS::ApiGatewayV2::Api':
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: place.apiUrl } };
    case 'AWS::ApiGatewayV2::Authorizer':
      return { ref: id, attributes: { AuthorizerId: id } };
    case 'AWS::ApiGatewayV2::Integration':
      return { ref: id, attributes: { IntegrationId: id } };
    case 'AWS::ApiGatewayV2::Route':
      return { ref: id, attributes: { RouteId: id } };
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: '$default', attributes: {} };
    case 'AWS::Lambda::EventSourceMapping':
      return { ref: id, attributes: { Id: id } };
    default:
      return type satisfies never;
  }
};
