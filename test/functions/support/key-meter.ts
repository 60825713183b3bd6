import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { names } from '../../engines.ts';

interface Statement {
  readonly Statement?: string | undefined;
  readonly Parameters?: readonly unknown[] | undefined;
}

const COLUMNS = /'(\w+)': \?/g;

/** What a statement of a batch puts, by the names of its attributes. */
const itemOf = ({ Statement = '', Parameters = [] }: Statement): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...Statement.matchAll(COLUMNS)].map(([, name = ''], at) => [name, Parameters[at]]));

/** Calls for an import and its parts, whatever their rows: to be taken off where calls a row are counted. */
const perRow = ['BatchExecuteStatement', 'BatchGet'];

/**
 * Counts what a client asks of its tables: calls, and the writes of rows by the partition key of the table and of the index, so that a hot one
 * is seen. A row that is refused, or lies there already, is no write of these.
 */
export const keyMeter = (client: DynamoDBDocumentClient) => {
  let calls: string[] = [];
  let register = new Map<string, number>();
  let byId = new Map<string, number>();
  const add = (to: Map<string, number>, key: unknown) => void to.set(String(key), (to.get(String(key)) ?? 0) + 1);

  const note = (statements: readonly Statement[], answer: unknown): void => {
    const responses: readonly { readonly Error?: unknown }[] = Object(Object(answer).output).Responses ?? [];
    for (const [at, statement] of statements.entries()) {
      if (responses[at]?.Error !== undefined || !statement.Statement?.includes(`"${names.registerTable}"`)) continue;
      const { pk, id } = itemOf(statement);
      add(register, pk);
      if (id !== undefined) add(byId, id);
    }
  };

  const send = client.send.bind(client) as unknown as (command: { readonly input: unknown }) => Promise<object>;
  Object.assign(client, {
    send: async (command: { readonly input: unknown }) => {
      calls.push(command.constructor.name.replace(/Command$/, ''));
      const output = await send(command);
      if (command instanceof BatchExecuteStatementCommand) note(command.input.Statements ?? [], { output });
      return output;
    },
  });

  const hottest = (of: Map<string, number>): number => Math.max(0, ...of.values());
  return {
    reset: () => {
      calls = [];
      register = new Map();
      byId = new Map();
    },
    counted: () => ({
      calls: calls.length,
      /** Calls that do not grow with the rows, but with the parts. */
      fixed: calls.filter((name) => !perRow.includes(name)).length,
      registerWrites: [...register.values()].reduce((sum, count) => sum + count, 0),
      partitions: register.size,
      hottest: { register: hottest(register), 'by-id': hottest(byId) },
    }),
  };
};
