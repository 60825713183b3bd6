import * as z from 'zod';
import type { DeployedResource, Deployment } from '../deployment.ts';
import { parseProperties } from '../properties.ts';

const Limits = z.strictObject({
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
});
const Api = z.strictObject({ ProtocolType: z.literal('HTTP') });
const Stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: Limits.optional(),
});
const Integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
const Authorizer = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});
const Route = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

export type JwtSettings = { issuer: string; audiences: string[] };

export type RouteDefinition = {
  key: string;
  functionArn: string;
  timeoutMilliseconds: number;
  /** Without it the route is open. */
  jwt: JwtSettings | undefined;
  scopes: string[];
};

export type ApiDefinition = {
  id: string;
  routes: RouteDefinition[];
  /** Without it nothing is throttled. */
  throttle: { rate: number; burst: number } | undefined;
};

const byRef = <Schema extends z.ZodType>(resources: DeployedResource[], schema: Schema, withoutEffect: string[]) =>
  new Map(resources.map((resource) => [resource.identity.ref, parseProperties(schema, resource, withoutEffect)]));

/** Reads the template's one HTTP API with its `$default` stage. */
export const readApi = ({ ofType }: Deployment): ApiDefinition => {
  const [api, ...others] = ofType('AWS::ApiGatewayV2::Api');
  const [stage, ...otherStages] = ofType('AWS::ApiGatewayV2::Stage');
  if (!api || !stage || others.length + otherStages.length > 0)
    throw new Error('One HTTP API with one stage is run locally, no more and no less');
  parseProperties(Api, api, ['Description', 'DisableExecuteApiEndpoint', 'Name', 'Tags']);
  const { DefaultRouteSettings: limits } = parseProperties(Stage, stage, ['AccessLogSettings', 'Description', 'Tags']);
  const integrations = byRef(ofType('AWS::ApiGatewayV2::Integration'), Integration, ['Description']);
  const authorizers = byRef(ofType('AWS::ApiGatewayV2::Authorizer'), Authorizer, []);

  const routes = ofType('AWS::ApiGatewayV2::Route').map((resource): RouteDefinition => {
    const route = parseProperties(Route, resource, ['OperationName']);
    const integration = integrations.get(route.Target.replace('integrations/', ''));
    const authorizer = authorizers.get(route.AuthorizerId ?? '');
    if (!integration) throw new Error(`${resource.key} has no integration`);
    if (route.AuthorizationType === 'JWT' && !authorizer) throw new Error(`${resource.key} has no authorizer`);
    const jwt = authorizer?.JwtConfiguration;
    return {
      key: route.RouteKey,
      functionArn: integration.IntegrationUri,
      timeoutMilliseconds: integration.TimeoutInMillis,
      jwt: jwt && { issuer: jwt.Issuer, audiences: jwt.Audience },
      scopes: route.AuthorizationScopes,
    };
  });
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = limits ?? {};
  return {
    id: api.identity.ref,
    routes,
    throttle: rate === undefined || burst === undefined ? undefined : { rate, burst },
  };
};
