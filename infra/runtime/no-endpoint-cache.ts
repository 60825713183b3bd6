/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundles. It keeps what endpoint discovery found, which is off unless somebody turns it on:
 * no client of ours does, so that an LRU cache (8 KB a function) would stay empty for ever. This one is empty too.
 */
export class EndpointCache {
  /** What is known of a key: nothing, so that a client which does discover asks anew each time. */
  get(_key: string): undefined {
    return undefined;
  }

  /** An address to send to: none, so that the usual one is taken. */
  getEndpoint(_key: string): undefined {
    return undefined;
  }

  has(_key: string): boolean {
    return false;
  }

  set(_key: string, _endpoints: readonly object[]): void {}

  delete(_key: string): void {}

  clear(): void {}
}
