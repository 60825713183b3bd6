import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './bodies.json' with { type: 'json' };

/** 行业协会商会 associations (articles 1 and 9 of the policy), 第三方信用机构 credit-reference bodies (article 16). */
export const BODY_SORTS = ['association', 'credit-reference'] as const;
export type BodySort = (typeof BODY_SORTS)[number];

/**
 * A body that is no authority and states things of organisations in its own name. It is in no list of departments: nothing can be assigned to
 * it, no plan names it, no report is asked of it (国办发〔2020〕49号: associations may not be made to punish). The department claim of its
 * token is its code.
 */
export interface Body {
  readonly code: string;
  readonly sort: BodySort;
  readonly name: Label;
  readonly unifiedSocialCreditCode: string;
  /** 登记证号、备案编号: the registration or filing under which it may do so. */
  readonly registration: string;
  readonly validFrom: CalendarDate;
  /** The last day of its registration; open if absent. */
  readonly validTo?: CalendarDate;
}

interface Row {
  readonly code: string;
  readonly sort: string;
  readonly name: Label;
  readonly unifiedSocialCreditCode: string;
  readonly registration: string;
  readonly validFrom: string;
  readonly validTo?: string;
}

const sortOf = (text: string): BodySort => {
  const sort = BODY_SORTS.find((one) => one === text);
  if (sort === undefined) throw new Error(`bodies.json: no such sort of body: ${text}`);
  return sort;
};

const rows: readonly Row[] = data.bodies;

/** Every body of any time. */
export const BODIES: readonly Body[] = rows.map(({ sort, validFrom, validTo, ...row }) => ({
  ...row,
  sort: sortOf(sort),
  validFrom: calendarDate(validFrom),
  ...(validTo !== undefined && { validTo: calendarDate(validTo) }),
}));

const byCode: ReadonlyMap<string, Body> = new Map(BODIES.map((body) => [body.code, body]));

/** The body of a code, registered today or not. */
export const bodyOf = (code: string): Body | undefined => byCode.get(code);

/** The body of a code, if it is registered on the day. */
export const bodyOn = (code: string, day: CalendarDate): Body | undefined => {
  const body = byCode.get(code);
  if (body === undefined || day < body.validFrom) return undefined;
  return body.validTo === undefined || day <= body.validTo ? body : undefined;
};
