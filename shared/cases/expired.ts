import { beijingDate } from '../kernel/beijing-time.ts';
import type { Actor } from '../register/head.ts';
import { endBySystem } from './ending.ts';
import type { JointCase } from './joint-case.ts';

/** The next version of a case whose listing is over 到期; undefined while it is not, and if the case ended otherwise. */
export const expired = (joint: JointCase, by: Actor): JointCase | undefined => {
  const { decision } = joint;
  if (decision === undefined || decision.listedUntil > beijingDate(by.at)) return undefined;
  const { documentNumber: document, listedUntil: decidedOn } = decision;
  const reason = `列入期限至 ${decidedOn} 届满 the term of the listing is over`;
  const ended = endBySystem(joint, { verb: 'expire', document, reason, decidedOn }, by);
  return ended.ok ? ended.value : undefined;
};
