import * as z from 'zod';
import type { Failure } from '../kernel/failure.ts';
import { shortText, slug } from '../kernel/schema.ts';
import { NOTIFICATION_TYPES } from '../notifications/notification-types.ts';
import { SIGNATURES } from './endpoint.ts';

/** Which addresses deliveries may go to: the public network alone, or this machine too, for trials on it. */
export const NETWORKS = ['public', 'this-machine'] as const;
export type Network = (typeof NETWORKS)[number];

const url = z
  .string()
  .max(500)
  .meta({ format: 'uri', examples: ['https://hooks.example.gov.cn/joint-credit'] })
  .describe('接收地址，须为 https，端口为 443 或 1024 以上 address of the receiver: https, port 443 or from 1024 on');

const types = z
  .array(z.enum(NOTIFICATION_TYPES))
  .min(1)
  .max(NOTIFICATION_TYPES.length)
  .exactOptional()
  .describe('只推送这些种类；省略即全部 only these are sent; all, if left out');

/** What a department asks for when it enters an endpoint. */
export const EndpointSubmission = z.strictObject({
  name: slug.describe('本部门自定的名称，不再改变 your own name for it, which never changes'),
  url,
  signature: z.enum(SIGNATURES).default('v1').describe('v1 为 HMAC-SHA256，v1a 为 Ed25519 (Standard Webhooks 1.0.0)'),
  types,
});
export type EndpointSubmission = z.output<typeof EndpointSubmission>;

/** What of an endpoint may be changed: all of it is said anew. */
export const EndpointChange = z.strictObject({ url, types });
export type EndpointChange = z.output<typeof EndpointChange>;

/** How long the secret before the new one goes on signing, at most a week. */
export const SecretRotation = z.strictObject({
  signature: z.enum(SIGNATURES).exactOptional().describe('省略则不变 as before, if left out'),
  overlapHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe('旧密钥继续有效的小时数；已泄露时为 0 hours for which the old one goes on; 0 if it leaked'),
});
export type SecretRotation = z.output<typeof SecretRotation>;

/** Why an endpoint is disabled. */
export const EndpointDisabling = z.strictObject({ reason: shortText(300) });
export type EndpointDisabling = z.output<typeof EndpointDisabling>;

/** The first port that is no well-known service's. */
const FREE_PORTS_FROM = 1_024;

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\])$/;

const isFit = ({ protocol, username, password, hash, port, hostname }: URL, network: Network): boolean => {
  const isTrial = network === 'this-machine' && protocol === 'http:' && LOOPBACK.test(hostname);
  return (
    (protocol === 'https:' || isTrial) &&
    username === '' &&
    password === '' &&
    hash === '' &&
    (port === '' || port === '443' || Number(port) >= FREE_PORTS_FROM)
  );
};

/** Refuses an address to which nothing is sent whatever it resolves to; what it resolves to is looked at with each attempt. */
export const unfitUrl = (text: string, network: Network): readonly Failure[] => {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  return parsed !== undefined && isFit(parsed, network) ? [] : [{ kind: 'endpoint-url-unfit', pointer: '/url' }];
};
