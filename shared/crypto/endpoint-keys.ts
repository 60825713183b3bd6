import { shardOf } from '../kernel/shards.ts';
import type { HeadKey } from '../register/head.ts';
import type { Endpoint } from '../webhooks/endpoint.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

type Keyed = Pick<Endpoint, 'department' | 'name'>;

/** All endpoints are read once a minute, by so many queries; a department's lie in one of them. */
export const ENDPOINT_SHARDS = 4;

/** One of the partitions in which all endpoints lie. */
export const endpointShard = (shard: number): string => `ENDPOINTS#${shard}`;

/** The partition in which a department's endpoints lie, among others. */
export const endpointsPartition = (department: string): string => endpointShard(shardOf(department, ENDPOINT_SHARDS));

/** With what the keys of a department's endpoints begin. */
export const endpointsOf = (department: string): string => `${department}#`;

/** Key of an endpoint: by its department's own name for it, so that the same one is entered once. */
export const endpointKey = ({ department, name }: Keyed): HeadKey => ({
  pk: endpointsPartition(department),
  sk: `${endpointsOf(department)}${digestId(name)}`,
});

/** Id of an endpoint, a function of its key. */
export const endpointId = (endpoint: Keyed): string => headId(endpointKey(endpoint));
