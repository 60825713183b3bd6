import * as z from 'zod';
import { NOTIFICATION_TYPES } from '../notifications/notification-types.ts';
import { headImage, instantImage } from '../register/head-image.ts';

/** 启用 enabled · 停用 disabled: nothing is sent to it, what comes meanwhile waits. */
export const ENDPOINT_STATES = ['enabled', 'disabled'] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/** What is done to an endpoint; `disable-gone`: its receiver answered 410. */
export const ENDPOINT_ACTIONS = ['open', 'change', 'rotate', 'disable', 'disable-gone', 'enable', 'replay'] as const;
export type EndpointAction = (typeof ENDPOINT_ACTIONS)[number];

/** How deliveries are signed (Standard Webhooks 1.0.0): `v1` HMAC-SHA256 with a shared secret, `v1a` Ed25519 with a key pair. */
export const SIGNATURES = ['v1', 'v1a'] as const;
export type SignatureKind = (typeof SIGNATURES)[number];

/** A secret as it is kept: sealed. What signs is never stored in the clear, shown again or logged. */
export const SealedSecret = z.object({
  kind: z.enum(SIGNATURES),
  sealed: z.string(),
  /** Of a key pair: what the receiver verifies with, `whpk_…`. */
  publicKey: z.string().exactOptional(),
  from: instantImage,
  /** Until when it signs beside the newer one; absent of the current one. */
  until: instantImage.exactOptional(),
});
export type SealedSecret = z.output<typeof SealedSecret>;

/** Where a department wants to be told beside its inbox: an address of its own system. */
export const Endpoint = z.object({
  ...headImage(ENDPOINT_STATES, ENDPOINT_ACTIONS),
  department: z.string(),
  /** The department's own name for it, which never changes. */
  name: z.string(),
  url: z.string(),
  /** What it is told of; everything, if absent. */
  types: z.array(z.enum(NOTIFICATION_TYPES)).readonly().exactOptional(),
  /** The current secret first; during a rotation the one before it. */
  secrets: z.array(SealedSecret).min(1).max(2).readonly(),
  disabledBecause: z.string().exactOptional(),
});
export type Endpoint = z.output<typeof Endpoint>;
