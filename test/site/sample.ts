import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { folderReader, type Options, type Result, verifyDisclosure } from '../../site/verify.mjs';
import type { Entry, Json } from './digests.ts';
import type { Files, Step } from './publication.ts';

/** 16 bytes that follow from a label: ids and salts of entries in tests. */
const bytesOf = (label: string) => createHash('sha256').update(label).digest().subarray(0, 16).toString('base64url');

const CODES = { enterprise: '91210299000000019R', trader: '92210299000000019N', cooperative: '93210299000000019K' };

export function penalty(label: string, fields: Json = {}, version = 1): Entry {
  return {
    publicId: bytesOf(label),
    version,
    salt: bytesOf(`${label} salt ${version}`),
    fields: {
      kind: 'administrative-penalty',
      subjectName: '庄河虚构贸易有限公司',
      unifiedSocialCreditCode: CODES.enterprise,
      departmentCode: '112102990000000192',
      departmentName: '庄河市市场监督管理局',
      documentNumber: `庄市监罚〔2026〕${label}号`,
      violationType: '无照经营',
      penaltyCategories: ['罚款', '没收违法所得'],
      penaltyContent: '罚款 20000 元，\n没收"违法所得"',
      fineFen: 2_000_000,
      confiscatedFen: 0,
      severity: 'general',
      decisionDate: '2026-11-02',
      publicFrom: '2026-11-02',
      publicUntil: '2027-02-02',
      ruleVersion: '2026-04',
      ...fields,
    },
  };
}

export function licence(label: string, fields: Json = {}): Entry {
  return {
    publicId: bytesOf(label),
    version: 1,
    salt: bytesOf(`${label} salt`),
    fields: {
      kind: 'administrative-licence',
      subjectName: '虚构农民专业合作社',
      unifiedSocialCreditCode: CODES.cooperative,
      departmentCode: '112102990000000192',
      documentNumber: `=庄审批许〔2026〕${label}号`,
      documentName: '食品经营许可',
      decisionDate: '2026-11-02',
      publicFrom: '2026-11-02',
      ...fields,
    },
  };
}

export function typicalCase(label: string, fields: Json = {}): Entry {
  return {
    publicId: bytesOf(label),
    version: 3,
    salt: bytesOf(`${label} salt`),
    fields: {
      kind: 'typical-case',
      title: `清偿工资典型案例${label}`,
      text: '某企业在被列入名单后，\n清偿了全部"工资"。',
      field: 'wage-arrears',
      effect: 'punishment',
      departmentCode: 'market-regulation',
      departmentName: '庄河市市场监督管理局',
      publicFrom: '2026-11-02',
      publicUntil: '2027-11-02',
      ...fields,
    },
  };
}

export const first = penalty('1');
export const corrected = penalty('1', { fineFen: 1_000_000 }, 2);
export const second = penalty('2', { unifiedSocialCreditCode: CODES.trader });
export const third = penalty('3', { publicUntil: '2027-01-03' });
export const open = licence('7');

/** Five versions with every kind of change, one of them empty, one with additions held back. */
export const STEPS: Step[] = [
  { at: '2026-11-02T16:00:00.000Z', set: [first, second, open] },
  { at: '2026-11-03T16:00:00.000Z', set: [third, corrected] },
  { at: '2026-11-04T16:00:00.000Z' },
  { at: '2026-11-05T16:00:00.000Z', remove: [second], result: 'additions-held' },
  { at: '2026-11-06T16:00:00.000Z', set: [licence('8', { publicUntil: '2031-11-02', validTo: '2031-11-01' })] },
];

/** Writes a publication to a folder that goes with the test. */
export function folderOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'disclosure-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

export const verifyFiles = (files: Files, options?: Options): Promise<Result> =>
  verifyDisclosure(folderReader(folderOf(files)), options);
