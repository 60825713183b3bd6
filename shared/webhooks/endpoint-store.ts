import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import {
  ENDPOINT_SHARDS,
  endpointKey,
  endpointShard,
  endpointsOf,
  endpointsPartition,
} from '../crypto/endpoint-keys.ts';
import { allShards } from '../kernel/shards.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { headsIn, partitionOf, partitionPage } from '../register/partition-store.ts';
import { Endpoint } from './endpoint.ts';

/** Endpoints among the register's heads. */
export const ENDPOINT_HEAD: HeadKind<Endpoint> = {
  entity: 'endpoint',
  format: { number: PLAIN_FORMAT, image: Endpoint },
  keyOf: endpointKey,
};

/** The endpoints of `register`: a city has some hundreds, a department a handful. */
export interface EndpointStore extends HeadStore<Endpoint> {
  /** A department's own, in the order of their keys. */
  ofDepartment(department: string): Promise<readonly Stored<Endpoint>[]>;
  /** All of them, read consistently. */
  all(): Promise<readonly Stored<Endpoint>[]>;
}

export const endpointStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): EndpointStore => ({
  ...headStore(ENDPOINT_HEAD, deps),
  ofDepartment: async (department) => {
    const query = {
      TableName: deps.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :own)',
      ExpressionAttributeValues: { ':pk': endpointsPartition(department), ':own': endpointsOf(department) },
      ConsistentRead: true,
    };
    const found: Stored<Endpoint>[] = [];
    for await (const { Items } of paginateQuery({ client: deps.client }, query)) {
      found.push(...headsIn(ENDPOINT_HEAD, partitionPage(Items)));
    }
    return found;
  },
  all: async () => {
    const shards = allShards(ENDPOINT_SHARDS).map((shard) => partitionOf(ENDPOINT_HEAD, deps, endpointShard(shard)));
    return (await Promise.all(shards)).flat();
  },
});
