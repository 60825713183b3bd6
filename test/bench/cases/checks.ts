import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../shared/aws/clients.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import type { NamedSubject } from '../../../shared/subjects/named-subject.ts';
import { names, startEngines } from '../../engines.ts';
import { coded, newFirm } from '../../functions/http/support/checking.ts';
import { BASIS, jointTown } from '../../functions/http/support/joint-town.ts';
import { type Case, ratio } from '../report.ts';
import { cpuOf, interleaved, repeated } from '../rounds.ts';
import { checksOver } from '../units/check-operations.ts';

/** Checks of a round: some tenths of a second. */
const CHECKS = 30;
const MANY = 1_000;
/** Of a thousand, on whom something binds. */
const BOUND = 20;
/** As the function itself does it. */
const AT_ONCE = 16;

/** The function `checks` on the real engine, in terms of what nobody can do without: the consistent reads of a subject's partition and the basis. */
export const checks: Case = {
  name: 'checks',
  run: async ({ rounds }) => {
    const engines = await startEngines();
    try {
      const client = documentClient();
      const town = jointTown(client);
      await town.open();
      const { check } = checksOver(client);
      const bound = Array.from({ length: BOUND }, () => newFirm());
      for (const firm of bound) await town.inForce(firm);
      const many: readonly NamedSubject[] = [...bound, ...Array.from({ length: MANY - BOUND }, () => newFirm())];
      const read = ({ key }: NamedSubject) =>
        client.send(
          new QueryCommand({
            TableName: names.registerTable,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :joint)',
            ExpressionAttributeValues: { ':pk': key, ':joint': 'joint#' },
            ConsistentRead: true,
          }),
        );
      const readBasis = () =>
        client.send(
          new BatchGetCommand({
            RequestItems: {
              [names.registerTable]: { Keys: [{ pk: 'INSTRUMENTS', sk: BASIS }], ConsistentRead: true },
            },
          }),
        );
      const [known, unknown] = [bound[0] ?? newFirm(), many.at(-1) ?? newFirm()];
      const costs = await interleaved(rounds, {
        read: repeated(CHECKS, () => read(unknown)),
        'read and basis': repeated(CHECKS, async () => {
          await read(known);
          await readBasis();
        }),
        'check of nothing': repeated(CHECKS, () => check([coded(unknown)])),
        'check of a measure': repeated(CHECKS, () => check([coded(known)])),
        'reads at once': () => cpuOf(MANY, () => concurrently(AT_ONCE, many, read)),
        'check of many': () => cpuOf(MANY, () => check(many.map(coded))),
      });
      const label = (measure: string) => ({ case: 'checks', measure });
      return [
        ratio(costs, 'check of nothing', 'read', label('a check of one subject, nothing binds / its bare read')),
        ratio(
          costs,
          'check of a measure',
          'read and basis',
          label('a check of one subject, a measure binds / its bare reads'),
        ),
        ratio(
          costs,
          'check of many',
          'reads at once',
          label('a subject of a check of 1,000 / its bare read, 16 at once'),
        ),
        ratio(costs, 'check of many', 'check of nothing', label('a subject of a check of 1,000 / a check of one')),
      ];
    } finally {
      await engines.stop();
    }
  },
};
