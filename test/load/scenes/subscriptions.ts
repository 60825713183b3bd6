import type { Chance } from '../chance.ts';
import { officer } from '../client.ts';
import { daysAfter } from '../days.ts';
import type { World } from '../world.ts';

const ASKING = ['transport', 'commerce', 'health', 'natural-resources', 'education', 'industry-information'] as const;
const KINDS = ['administrative-penalty', 'administrative-licence', 'honour'] as const;
const MOST = 6;

/** A department asks to be told of records of a kind; the credit office approves it, from the next day on. */
export const subscription = async (world: World, chance: Chance): Promise<void> => {
  if (world.ledger.subscriptions.length >= MOST) return;
  const [recipient, kind] = [chance.of(ASKING), chance.of(KINDS)];
  const who = officer(recipient, 1, 'implementer');
  const body = {
    kinds: [kind],
    // Of one department: a load is not to be all notifications.
    departments: ['tax'],
    task: { zh: `法定职责第${world.serial()}项`, en: 'a statutory task' },
    basis: '道路运输条例第八条',
    validTo: daysAfter(world.today(), 90),
  };
  const proposed = await world.ask(who, 'propose a subscription', 'POST /subscriptions', { body });
  if (!world.expect(proposed, 'propose a subscription', 201)) return;
  const { id, version } = proposed.body;
  const approved = await world.ask(
    officer('credit-office', 1, 'credit-office'),
    'approve a subscription',
    `POST /subscriptions/${id}/decision`,
    { body: { approved: true }, ifMatch: version },
  );
  if (!world.expect(approved, 'approve a subscription', 200)) return;
  world.ledger.due.push({ recipient: 'credit-office', about: id, type: 'subscription.proposed', times: 1 });
  world.ledger.due.push({ recipient, about: id, type: 'subscription.approved', times: 1 });
  world.ledger.subscriptions.push({
    id,
    recipient,
    kinds: [kind],
    departments: ['tax'],
    from: daysAfter(world.today(), 1),
  });
};
