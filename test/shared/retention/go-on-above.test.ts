import { describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { derive } from '../../../shared/records/derive.ts';
import { raised } from '../../../shared/retention/go-on-above.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { penalty } from '../../builders/submissions.ts';
import { recordOf } from '../records/record-of.ts';

const by = systemActor(toInstant(Date.parse('2026-11-12T02:00:00.000Z')));
const record = { ...recordOf(penalty()), told: { since: 1, recipients: ['finance'] } };

describe('a record of which a restore lost the newest versions', () => {
  it('goes on above them as it is, and whoever knew them hears that it is otherwise', () => {
    const next = raised(record, 4, by);
    expect(next).toEqual({ ...record, version: 5, change: expect.objectContaining({ action: 'replay' }) });
    if (next === undefined) throw new Error('it was not raised');
    const { notifications, pending } = derive(next, { pk: 'a', sk: 'b' }, digestId);
    expect(notifications).toMatchObject([{ recipient: 'finance', type: 'record.corrected', version: 5 }]);
    expect(pending.version).toBe(5);
  });

  it('stays as it is where nothing was lost, or where it has ended', () => {
    expect(raised(record, 1, by)).toBeUndefined();
    expect(raised({ ...record, state: 'ended' }, 4, by)).toBeUndefined();
  });

  it('that is concealed says no more than that', () => {
    const { disclosure } = record;
    const next = disclosure && raised({ ...record, disclosure: { ...disclosure, public: false } }, 4, by);
    if (next === undefined) throw new Error('it was not raised');
    const [told] = derive(next, { pk: 'a', sk: 'b' }, digestId).notifications;
    expect(told?.type).toBe('record.objection-settled');
  });
});
