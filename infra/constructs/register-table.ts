import { AttributeType, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { keptTableProps } from './kept-table.ts';

export interface RegisterTableProps {
  readonly retain: boolean;
}

/** The truth: one head item per aggregate and its history. Its stream is the outbox of every write. */
export class RegisterTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { retain }: RegisterTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      ...keptTableProps(retain),
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    // Only heads carry `id`; their keys suffice, the head itself is then read consistently.
    this.table.addGlobalSecondaryIndex({
      indexName: 'by-id',
      partitionKey: { name: 'id', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.#addIndex('by-owner', 'owner');
    this.#addIndex('by-link', 'link');
  }

  /** Sparse: whose work a head is, and on what it rests. Keys suffice here too. */
  #addIndex(indexName: string, attribute: 'owner' | 'link'): void {
    this.table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: `${attribute}Pk`, type: AttributeType.STRING },
      sortKey: { name: `${attribute}Sk`, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
