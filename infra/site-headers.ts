import { CONTENT_SECURITY_POLICY as OF_PAGES } from '../shared/site-frame/frame.ts';

/**
 * What the public site sends with every answer, by CloudFront as by the local runner, so that what is tried here is what readers get: the
 * policy that its pages bear themselves, and what only a header can say: nobody may put it in a frame.
 */
export const CONTENT_SECURITY_POLICY = `${OF_PAGES}; frame-ancestors 'none'`;

export const HSTS_SECONDS = 730 * 24 * 60 * 60;

/** Headers for which CloudFront has no name of its own. */
export const FURTHER_HEADERS: Readonly<Record<string, string>> = {
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  // Open data: a page of any origin may hold it.
  'cross-origin-resource-policy': 'cross-origin',
};

/** Open data: any page may read it, ranges of it included, and see which bytes it got and whether they changed. */
export const CORS = {
  methods: ['GET', 'HEAD'],
  exposed: ['accept-ranges', 'content-range', 'content-length', 'etag', 'last-modified'],
} as const;

/** All of them as a server sends them. */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'strict-transport-security': `max-age=${HSTS_SECONDS}`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  ...FURTHER_HEADERS,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': CORS.exposed.join(', '),
};
