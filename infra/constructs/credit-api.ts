import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FunctionName } from '../function-names.ts';
import { ROUTES, type Route, UNKNOWN_ROUTE_FUNCTION } from '../routes.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { keptLogs } from './kept-logs.ts';

/** A fresh on-demand table takes 4,000 write units a second, a post costs up to 3: well below, with room for bursts. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

/** Who called is in the functions' own lines, by opaque id; here no claim, no token, no path with an id, no body. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    integrationMilliseconds: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.responseType',
    sourceIp: '$context.identity.sourceIp',
  }),
);

export interface CreditApiProps {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  readonly functionOf: (name: FunctionName) => IFunction;
  readonly retain: boolean;
  readonly topic: ITopic;
}

/** The HTTP API: routes from the one table, tokens checked by the gateway, an access log without claims, throttled. */
export class CreditApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: CreditApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName: props.name, createDefaultStage: false });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(keptLogs(this, 'AccessLog', props)),
        format: ACCESS_LOG_FORMAT,
      },
    });
    this.#addRoutes(api, props);
    new ImpactAlarm(this, 'ServerErrors', {
      name: 'api-server-errors',
      what: 'The API answered five requests or more with a server error within five minutes.',
      impact: 'Departments cannot post, read or withdraw records; what they sent may have to be sent again.',
      metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      limit: { from: 5 },
      topic: props.topic,
    });
    this.url = api.apiEndpoint;
  }

  #addRoutes(api: HttpApi, { issuer, audience, functionOf }: CreditApiProps): void {
    const authorizers = {
      token: new HttpJwtAuthorizer('Token', issuer, { jwtAudience: [audience] }),
      open: new HttpNoneAuthorizer(),
    };
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    const integrationOf = (name: FunctionName) => {
      // One permission a function: one a route would be a third of the stack's resources.
      const known =
        integrations.get(name) ?? new HttpLambdaIntegration(name, functionOf(name), { scopePermissionToRoute: false });
      integrations.set(name, known);
      return known;
    };
    const addRoute = (routeKey: HttpRouteKey, route: Pick<Route, 'function' | 'access'>) => {
      const added = new HttpRoute(this, routeKey.key, {
        httpApi: api,
        routeKey,
        integration: integrationOf(route.function),
        authorizer: authorizers[route.access],
      });
      if (route.access === 'open') acknowledgeOpen(added);
    };
    for (const route of ROUTES) addRoute(HttpRouteKey.with(route.path, HttpMethod[route.method]), route);
    addRoute(HttpRouteKey.DEFAULT, { function: UNKNOWN_ROUTE_FUNCTION, access: 'open' });
  }
}

const acknowledgeOpen = (route: HttpRoute): void =>
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'Open on purpose: the API description, its pages, the empty upload page, the answer to unknown routes and the word on a report’s code hold nothing to protect.',
  });
