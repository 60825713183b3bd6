import type { CaseStore } from '../../../../shared/cases/case-store.ts';
import type { FilesById } from '../../../../shared/files/file-store.ts';
import type { MandateStore } from '../../../../shared/mandates/mandate-store.ts';
import type { RecordStore } from '../../../../shared/records/record-store.ts';
import type { RepairStore } from '../../../../shared/repairs/repair-store.ts';
import type { ChangeDependencies } from '../change-head.ts';

/** What the operations on applications for repair need. */
export interface RepairDependencies extends ChangeDependencies {
  readonly repairs: Pick<RepairStore, 'add' | 'find' | 'get' | 'change' | 'list' | 'onSubject'>;
  readonly records: Pick<RecordStore, 'find' | 'get'>;
  readonly cases: Pick<CaseStore, 'find' | 'get'>;
  readonly mandates: Pick<MandateStore, 'find'>;
  readonly filesOf: FilesById;
}
