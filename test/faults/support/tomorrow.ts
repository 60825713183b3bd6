import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { nextVersion, packVersion, unpackVersion } from '../../../shared/crypto/sealed-version.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import type { WholeStack } from './whole-stack.ts';

const ANY = { ...RECORD_HEAD.format, image: z.looseObject({}) };
type Image = Readonly<Record<string, unknown>>;

/** What a record's item in the register says, with every field, whoever knows it. */
export const imageOf = (item: Readonly<Record<string, unknown>>): Image =>
  unpackVersion(ANY, item['body'] as Uint8Array).image;

/** The items of the register as a release of tomorrow would have written them. */
export const releaseOfTomorrow = ({ tables, table, itemsOf }: WholeStack) => {
  const TableName = table('RegisterTable');
  const find = async (id: string) => {
    const found = (await itemsOf('RegisterTable')).find((item) => item['id'] === id && item['entity'] === 'record');
    if (found === undefined) throw new Error(`no record ${id}`);
    return found;
  };
  const put = (Item: Record<string, unknown>) => tables.send(new PutCommand({ TableName, Item }));
  return {
    find,
    put,
    /** Its newest version as tomorrow's release would have said it, sealed as such. */
    says: async (id: string, of: (image: Image) => Image) => {
      const item = await find(id);
      const { image, seal, posted } = unpackVersion(ANY, item['body'] as Uint8Array);
      const said = of(image);
      const again = nextVersion(said, { image, posted, seal: { ...seal, hash: seal.previous } });
      await put({
        ...item,
        ...(said['state'] !== undefined && { state: said['state'] }),
        body: packVersion(ANY, again),
      });
    },
    /** Its body in a format that has a number of its own. */
    formats: async (id: string, number: number) => {
      const item = await find(id);
      const body = Buffer.from(item['body'] as Uint8Array);
      body[0] = number;
      await put({ ...item, body });
    },
    again: async (item: Record<string, unknown>) => {
      const { Item } = await tables.send(
        new GetCommand({ TableName, Key: { pk: item['pk'], sk: item['sk'] }, ConsistentRead: true }),
      );
      return Item;
    },
  };
};
