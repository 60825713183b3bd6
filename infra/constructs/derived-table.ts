import { AttributeType, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { keptTableProps } from './kept-table.ts';

export interface DerivedTableProps {
  readonly retain: boolean;
}

/**
 * What follows from the register: inboxes, pending publications, counts, deliveries; and what does not: acknowledgements, and where the
 * public copy stands. No stream: nothing follows from it.
 */
export class DerivedTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { retain }: DerivedTableProps) {
    super(scope, id);
    // `expiresAt` is in epoch seconds; only what may vanish carries it.
    this.table = new Table(this, 'Table', { ...keptTableProps(retain), timeToLiveAttribute: 'expiresAt' });
    this.#addIndex('inbox');
    this.#addIndex('due');
  }

  #addIndex(name: 'inbox' | 'due'): void {
    this.table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: { name: `${name}Pk`, type: AttributeType.STRING },
      sortKey: { name: `${name}Sk`, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }
}
