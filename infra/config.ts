import type { Node } from 'constructs';
import * as z from 'zod';
import { NO_WITNESSES, readWitnesses } from '../shared/crypto/witnesses.ts';
import type { SiteLines } from '../shared/site/site-lines.ts';
import { findIdentityNumbers } from '../shared/subjects/personal-data-in-text.ts';
import { NETWORKS } from '../shared/webhooks/settings.ts';

const DEFAULT_PREFIX = 'JointCredit';

/** `-c key=value` on the command line gives text, cdk.json gives the value itself. */
const Switch = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** OpenID Connect wants https; an issuer on the machine itself is let through for trials. */
const Issuer = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((text) => text.startsWith('https://') || isLoopback(new URL(text)), {
    error: 'must be https (http only on the loopback interface)',
  });

const DisclosureReader = z.union([
  z.literal('cloudfront'),
  z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/.+)$/),
]);

/** One line for everybody to read. */
const PublicLine = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, { error: 'must be one line' })
  .refine((text) => findIdentityNumbers(text).length === 0, { error: "must not hold a person's identity number" });

/** One issuer and its audience, the claim names, who reads the disclosure bucket: all that differs between installations. */
export const Config = z
  .object({
    stackPrefix: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/)
      .default(DEFAULT_PREFIX),
    issuer: Issuer.default('https://issuer.invalid'),
    audience: z.string().min(1).default('joint-credit'),
    /** What the issuer knows the upload page as: a public client that signs in by code and PKCE and returns to `<API>/upload`. */
    signInClient: z.string().min(1).default('joint-credit'),
    signInScope: z.string().min(1).default('openid'),
    /** Origin of the issuer's token endpoint. @default - that of the issuer */
    signInOrigin: Issuer.optional(),
    departmentClaim: z.string().min(1).default('department'),
    rolesClaim: z.string().min(1).default('roles'),
    disclosureReader: DisclosureReader.optional(),
    siteDomain: z.hostname().optional(),
    siteCertificateArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/.+$/)
      .optional(),
    /** Whose site it is: its operator's name, or its own. */
    siteName: PublicLine.default('庄河市信用信息公示'),
    siteNameEn: PublicLine.default('Zhuanghe public credit information'),
    /** ICP 备案号 as the ministry writes it: 辽ICP备12345678号-1. */
    siteIcp: z
      .string()
      .regex(/^\p{Script=Han}{1,2}ICP[备证]\d{6,10}号(-\d{1,3})?$/u, { error: 'must be like 辽ICP备12345678号-1' })
      .optional(),
    /** 公安备案号: 辽公网安备 21028300000000号. */
    sitePoliceFiling: z
      .string()
      .regex(/^\p{Script=Han}{1,2}公网安备 ?\d{14}号$/u, { error: 'must be like 辽公网安备 21028300000000号' })
      .optional(),
    /** How to reach whoever runs the site. In English where it is not the same. */
    siteContact: PublicLine.optional(),
    siteContactEn: PublicLine.optional(),
    /** The day on which the authority adopted the terms of re-use that ship with the system. @default - not adopted, and they say so */
    termsAdoptedOn: z.iso.date().optional(),
    /** The name of the transparency log, once and for all: one that has begun keeps its name. @default - `<siteDomain>/log`, or one that follows from its key */
    logOrigin: z
      .string()
      .regex(/^[^\s+]{1,200}$/)
      .optional(),
    /** Witnesses of the log: `<verifier key> <URL>`, separated by commas. */
    witnesses: z
      .string()
      .refine((text) => readWitnesses(text) !== undefined, 'must be `<verifier key> <https URL>`, separated by commas')
      .default(NO_WITNESSES),
    /** A function that scans files for malware: asked with bucket and key, it answers clean or infected. */
    fileScanner: z
      .string()
      .regex(/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/)
      .optional(),
    /** Where webhooks may go beside the public internet: nowhere, or to this machine, for trials on it. */
    webhookNetwork: z.enum(NETWORKS).default('public'),
    /** Who of the superior platform may take on the role of the exchange; nobody where none is named. */
    exchangePrincipal: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/.+)$/)
      .optional(),
    exchangeExternalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/)
      .optional(),
    publishEveryMinutes: z.coerce.number().int().min(1).max(60).default(5),
    demoDataOnly: Switch.default(false),
    retain: Switch.default(true),
    codeRoot: z.string().min(1).optional(),
  })
  .refine(({ siteDomain, siteCertificateArn }) => (siteDomain === undefined) === (siteCertificateArn === undefined), {
    error: 'siteDomain and siteCertificateArn belong together',
    path: ['siteDomain'],
  })
  .refine(({ siteContact, siteContactEn }) => siteContactEn === undefined || siteContact !== undefined, {
    error: 'siteContactEn translates siteContact, which is missing',
    path: ['siteContactEn'],
  })
  .refine(({ webhookNetwork, issuer }) => webhookNetwork === 'public' || isLoopback(new URL(issuer)), {
    error: 'webhooks reach this machine only where the issuer, too, is on it',
    path: ['webhookNetwork'],
  });
export type Config = Readonly<z.infer<typeof Config>>;

/** The deployment's context, parsed once. A wrong value is named, and nothing is synthesised. */
export const readConfig = (node: Node): Config => {
  const context = Object.fromEntries(Object.keys(Config.shape).map((key) => [key, node.tryGetContext(key)]));
  const parsed = Config.safeParse(context);
  if (!parsed.success) throw new Error(`The deployment context is not right:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

/** The default installation bears the plain names of its parts; a second one in the same account is told apart by its prefix. */
export const partName = ({ stackPrefix }: Config, name: string): string =>
  stackPrefix === DEFAULT_PREFIX ? name : `${stackPrefix}-${name}`;

/** What the public site says of itself. */
export const siteLinesOf = (config: Config): SiteLines => {
  const {
    siteName,
    siteNameEn,
    siteIcp,
    termsAdoptedOn,
    sitePoliceFiling,
    siteContact,
    siteContactEn = siteContact,
  } = config;
  return {
    name: { zh: siteName, en: siteNameEn },
    ...(siteIcp !== undefined && { icp: siteIcp }),
    ...(termsAdoptedOn !== undefined && { termsAdoptedOn }),
    ...(sitePoliceFiling !== undefined && { policeFiling: sitePoliceFiling }),
    ...(siteContact !== undefined &&
      siteContactEn !== undefined && { contact: { zh: siteContact, en: siteContactEn } }),
  };
};
