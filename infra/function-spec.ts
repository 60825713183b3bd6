export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'BatchWriteItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'PartiQLDelete'
  | 'PartiQLInsert';

/** What a function may do to a table's items, and which of its indexes it may query: nothing else of the table. */
export type TableRights = {
  readonly items?: readonly TableAction[];
  readonly indexes?: readonly string[];
  /** Items may be put into partitions whose keys begin so, and into no other. */
  readonly putsUnder?: string;
};

/** What a function may do to the objects of a bucket, under the prefixes that are named ('' for everything, `*.html` for all that end so). */
export type ObjectRights = {
  readonly deletes: readonly string[];
  /** @default [''] */
  readonly reads?: readonly string[];
  /** @default [''] */
  readonly writes?: readonly string[];
  /** Whether it learns what is there; without it, what is not there cannot be told from what is forbidden. @default true */
  readonly lists?: boolean;
};

export type EnvName =
  | 'REGISTER_TABLE'
  | 'DERIVED_TABLE'
  | 'PERSON_KEYS_SECRET'
  | 'SIGNING_KEY_SECRET'
  | 'LOG_ORIGIN'
  | 'LOG_WITNESSES'
  | 'WEBHOOK_KEYS_SECRET'
  | 'WEBHOOK_NETWORK'
  | 'CLAIM_DEPARTMENT'
  | 'CLAIM_ROLES'
  | 'SIGN_IN_ISSUER'
  | 'SIGN_IN_CLIENT'
  | 'SIGN_IN_SCOPE'
  | 'SIGN_IN_ORIGIN'
  | 'UPLOAD_ORIGIN'
  | 'SITE_LINES'
  | 'DISCLOSURE_BUCKET'
  | 'STAGING_BUCKET'
  | 'EXCHANGE_BUCKET'
  | 'FILES_BUCKET'
  | 'FILE_SCANNER'
  | 'IMPORTS_BUCKET'
  | 'LEDGER_BUCKET'
  | 'NOTIFICATION_QUEUE_URL'
  | 'PUBLICATION_QUEUE_URL'
  | 'CASE_WORK_QUEUE_URL'
  | 'IMPORT_PART_QUEUE_URL';

/** Queues that functions send to. */
export type SentTo = 'notifications' | 'publications' | 'caseWork' | 'importParts';

/** The secrets of an installation: `npm run keys` puts their values. */
export type SecretName = 'personKeys' | 'signingKey' | 'webhookKeys';

export type FunctionSpec = {
  /** One sentence, shown in the console. */
  readonly does: string;
  readonly env: readonly EnvName[];
  /** @default 10 */
  readonly timeoutSeconds?: number;
  /** CPU comes with it. @default 512 */
  readonly memoryMiB?: number;
  /** What V8 may hold, where a large memory is there for its CPU: else garbage lies as long as there is room. @default nine tenths of the memory */
  readonly heapMiB?: number;
  readonly register?: TableRights;
  readonly derived?: TableRights;
  readonly secrets?: readonly SecretName[];
  readonly sendsTo?: readonly SentTo[];
  readonly buckets?: Readonly<
    Partial<Record<'disclosure' | 'staging' | 'exchange' | 'files' | 'imports' | 'ledger', ObjectRights>>
  >;
  /** May invoke the scanner of files that was named at deployment. */
  readonly invokesScanner?: true;
};
