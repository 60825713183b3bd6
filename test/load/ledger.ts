/** What the generator knows, written down as it is answered: plain data, the only thing that the checker is given beside addresses. */

/** Something that was acknowledged about a record. */
export interface RecordEvent {
  /** As the history names it. */
  readonly action: string;
  /** The version that the answer named; absent where a queue makes it, some time later. */
  readonly version?: number;
}

/** A record that was acknowledged, and what is to be true of it. */
export interface LedgerRecord {
  readonly id: string;
  readonly kind: string;
  readonly department: string;
  readonly documentNumber: string;
  readonly subject: { readonly category: string; readonly name: string; readonly code?: string };
  readonly grade?: string;
  /** Beijing date on which it was taken in. */
  readonly receivedOn: string;
  /** Whether it was posted to be public, and the law lets it be. */
  readonly toBePublic: boolean;
  /** What the last acknowledged version says, of the fields that were sent. */
  content: Readonly<Record<string, unknown>>;
  readonly events: RecordEvent[];
  state: 'active' | 'held' | 'withdrawal-proposed' | 'ended';
  suspended: boolean;
  /** Not public any more, though it stands. */
  publicityEnded: boolean;
  /** Whether an objection to it may have been left undecided until it stood still by date: then it may be told that it left the public. */
  mayHaveLeft: boolean;
  erased: boolean;
  /** Of an end that is stated to the public. */
  statedEnd?: { readonly verb: string; readonly reason: string };
}

/** A notification that is due: nothing more is known of it than this. */
export interface Due {
  readonly recipient: string;
  readonly about: string;
  readonly type: string;
  /** How often: a case may come to the same twice. */
  readonly times: number;
}

/** An approved subscription, and from which Beijing day on. */
export interface LedgerSubscription {
  readonly id: string;
  readonly recipient: string;
  readonly kinds: readonly string[];
  readonly departments: readonly string[];
  readonly from: string;
}

/** A department's own receiver, and what it is told. */
export interface LedgerEndpoint {
  readonly department: string;
  readonly id: string;
  readonly types: readonly string[];
  readonly secret: string;
}

/** A task of a case, as its department last left it. */
export interface LedgerCase {
  readonly id: string;
  readonly department: string;
  readonly state: string;
  readonly actions: readonly string[];
  readonly tasks: readonly { readonly id: string; readonly department: string; readonly state: string }[];
}

/** A notification that was acknowledged. */
export interface Acknowledged {
  readonly about: string;
  readonly type: string;
  readonly version: number;
}

export interface Ledger {
  readonly records: Map<string, LedgerRecord>;
  readonly cases: Map<string, LedgerCase>;
  readonly due: Due[];
  readonly subscriptions: LedgerSubscription[];
  readonly endpoints: LedgerEndpoint[];
  /** Ids of notifications, by recipient, that were acknowledged: listed no more. */
  readonly acknowledged: Map<string, Map<string, Acknowledged>>;
  /** Answers that nobody should have got while the load ran, in words. */
  readonly wrong: string[];
  /** Requests that got no answer of the API's own, and were asked again. */
  readonly unanswered: string[];
}

export const newLedger = (): Ledger => ({
  records: new Map(),
  cases: new Map(),
  due: [],
  subscriptions: [],
  endpoints: [],
  acknowledged: new Map(),
  wrong: [],
  unanswered: [],
});
