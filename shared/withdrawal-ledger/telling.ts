import * as z from 'zod';
import { instantImage } from '../register/head-image.ts';

/** How a recipient came to know of a record or a measure: 收件箱、任务、核查、信用报告、授权订阅、数据交换. */
export const TELLING_CHANNELS = ['inbox', 'task', 'check', 'report', 'subscription', 'exchange'] as const;
export type TellingChannel = (typeof TELLING_CHANNELS)[number];

/** That somebody was told of a record or a measure. Ids and codes only: whom it is about stands in the head that `about` names. */
export const Telling = z.object({
  /** Id of the record or task. */
  about: z.string(),
  /** Code of who was told. */
  recipient: z.string(),
  channel: z.enum(TELLING_CHANNELS),
  /** What for: id of the check, the report or the authorisation, name of the package. The same recipient is told once for each purpose. */
  purpose: z.string(),
  at: instantImage,
  /** The version of the head that was told. */
  version: z.int().min(1),
});
export type Telling = z.output<typeof Telling>;
