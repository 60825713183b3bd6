import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import { DEPARTMENT_ROLES } from '../http/department-roles.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { LetterServiceSubmission } from './letter-service.ts';
import { LettersView, LetterView } from './letter-view.ts';

/** Departments, and bodies that are none: each its own letters. */
const ISSUERS = [...DEPARTMENT_ROLES, ...BODY_SORTS] as const;

const SUBJECT_SIDE_ROLES = ['subject', 'counter-clerk'] as const;

/** What a letter may be had as, with the media type of each. */
export const LETTER_FILES = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  text: 'text/plain; charset=utf-8',
} as const;
export type LetterFormat = keyof typeof LETTER_FILES | 'json';

const FILES = Object.values(LETTER_FILES);

const id = z.string().max(22);

const rendering = {
  format: z
    .enum(['html', 'pdf', 'text', 'json'])
    .exactOptional()
    .describe('缺省按 Accept，再缺省为 html by default what Accept asks for, or html'),
  language: z
    .enum(['zh', 'en'])
    .exactOptional()
    .describe('中文文本为准；英文为译文 Chinese counts; English is a translation. By default zh'),
};
const about = id.exactOptional().describe('所涉案件、记录、异议或修复申请的编号 id of what the letter is about');

const letter = {
  schema: LetterView,
  files: FILES,
  meaning: { zh: '文书，或其登记情况', en: 'the letter, or what is known of it' },
};

export const listLetters = operation({
  id: 'list-letters',
  method: 'GET',
  path: '/letters',
  summary: {
    zh: '读取一案件、记录、异议或修复申请的文书，或者本部门待送达的文书',
    en: 'Read the letters on a case, record, objection or repair, or those that your department has not served',
  },
  roles: ISSUERS,
  body: NOTHING,
  query: z.strictObject({
    about,
    state: z.literal('unserved').exactOptional().describe('待送达 those that are not served'),
    department: z
      .string()
      .max(80)
      .exactOptional()
      .describe('部门代码（信用办、审计可查任一部门；默认本部门） whose; any for the credit office and auditors'),
    cursor: z.string().max(200).exactOptional(),
  }),
  answers: {
    200: { schema: LettersView, headers: ['Link'], meaning: { zh: '文书，先后为序', en: 'letters, oldest first' } },
  },
  problems: ['missing-field', 'not-found', 'invalid-cursor'],
});

export const readLetter = operation({
  id: 'read-letter',
  method: 'GET',
  path: '/letters/{id}',
  summary: { zh: '读取或者打印一份文书', en: 'Read or print a letter' },
  roles: ISSUERS,
  body: NOTHING,
  query: z.strictObject({
    about,
    ...rendering,
    documentNumber: shortText(64)
      .exactOptional()
      .describe('草稿付印用的文号 number under which a draft is printed to be signed'),
    date: dateText.exactOptional().describe('草稿付印用的日期 day that a draft bears'),
  }),
  answers: { 200: letter },
  problems: ['not-found', 'identity-number-in-text'],
});

export const serveLetterOperation = operation({
  id: 'serve-letter',
  method: 'POST',
  path: '/letters/{id}/service',
  summary: { zh: '登记文书送达', en: 'Record that a letter was served' },
  roles: ISSUERS.filter((role) => role !== 'auditor'),
  query: NOTHING,
  body: LetterServiceSubmission,
  answers: {
    201: { schema: LetterView, meaning: { zh: '已登记', en: 'recorded' } },
    200: { schema: LetterView, meaning: { zh: '同一送达已经登记', en: 'the same was recorded already' } },
  },
  problems: [
    'not-found',
    'served-with-case',
    'already-served',
    'missing-field',
    'decision-in-future',
    'date-too-early',
    'identity-number-in-text',
    'file-not-found',
    'file-not-clean',
  ],
});

export const listOwnLetters = operation({
  id: 'list-own-letters',
  method: 'GET',
  path: '/subjects/{id}/letters',
  summary: { zh: '本主体收到的文书', en: 'The letters to the subject' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: LettersView, meaning: { zh: '文书，先后为序', en: 'letters, oldest first' } } },
  problems: ['not-found'],
});

export const readOwnLetter = operation({
  id: 'read-own-letter',
  method: 'GET',
  path: '/subjects/{id}/letters/{letter}',
  summary: {
    zh: '打开本主体的一份文书；首次打开予以登记',
    en: 'Open a letter to the subject; the first time is recorded',
  },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: z.strictObject(rendering),
  answers: { 200: letter },
  problems: ['not-found'],
});

export const LETTER_OPERATIONS = [
  listLetters,
  readLetter,
  serveLetterOperation,
  listOwnLetters,
  readOwnLetter,
] as const;
