import { setTimeout as pause } from 'node:timers/promises';
import { announced, pdf, send } from '../../builders/files.ts';
import { announcedImport, ndjson } from '../../builders/imports.ts';
import { courtDefaulter, licence, penalty } from '../../builders/submissions.ts';
import { type Officer, officer, type Reply } from '../../e2e/client.ts';
import { type Plot, storyIn } from '../../e2e/joint-case/support/story.ts';
import { done, type Town } from '../../e2e/joint-case/support/town.ts';
import { ADDRESS, FIRM, LEGAL_REPRESENTATIVE, PENALISED, STRANGER, TELEPHONE, TRADER } from './planted-persons.ts';

const HUMAN_RESOURCES = 'human-resources';
const AWARDS = 'wage-arrears-awards-limits';
const ACT = '庄人社监〔2026〕71号';

export const WRITER = officer(HUMAN_RESOURCES, 'officer-1', 'reporter');
const SECOND = officer(HUMAN_RESOURCES, 'officer-2', 'reporter');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const BANK = officer('example-rural-bank', 'teller-1', 'reader');
const OFFICE = officer('credit-office', 'office-1', 'credit-office');
const MARKET = officer('market-regulation');
const COURT = officer('court', 'judge-1', 'reporter');
export const OWNER: Officer = { department: '', officer: 'account-71', roles: 'subject' };

const WAIT_MS = 120_000;

const ON_FIRM: Plot = {
  department: HUMAN_RESOURCES,
  subject: FIRM,
  behaviour: 'wage-arrears',
  act: ACT,
  facts: '拖欠农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [{ measure: AWARDS, basis: 'wage-payment-regulation-48', months: 12 }],
  plan: { [AWARDS]: ['civilisation-office'] },
};

/** The stories in which personal data is taken in where it belongs, and whatever follows from it. */
export const personalDataStories = (town: Town) => {
  const story = storyIn(town);
  const post = async (who: Officer, body: object): Promise<string> =>
    done(await town.call(who, 'POST', '/records', { body }), 201).id;
  const publish = async (): Promise<void> => {
    await town.idle();
    for (const schedule of ['publish-daily', 'fold-statistics', 'disclose-statistics', 'fold-deltas', 'pack-exchange'])
      await town.fire(schedule);
  };
  const enter = async (subject: object, account: string): Promise<string> => {
    const evidence = { receiptNumber: `清查-${account}`, document: '身份证明文件、营业执照' };
    const body = { subject, capacity: 'self', account, until: '2027-06-01', evidence };
    return done(await town.call(CLERK, 'POST', '/mandates', { body }), 201).id;
  };
  /** Waits for what S3 tells when it pleases. */
  const settled = async (who: Officer, path: string, waiting: readonly string[]): Promise<Reply['body']> => {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const { body } = await town.call(who, 'GET', path);
      if (!waiting.includes(body.state) || Date.now() > deadline) return body;
      await pause(100);
    }
  };

  const records = async () => {
    const own = { documentNumber: '庄人社罚〔2026〕72号', actDate: '2026-11-01', disclosure: undefined };
    const onPerson = await post(WRITER, penalty({ subject: PENALISED, ...own }));
    const { name, document } = LEGAL_REPRESENTATIVE;
    const onFirm = { ...FIRM, legalRepresentative: { name, document } };
    const disclosure = { ...penalty().disclosure, decidedOn: '2026-11-05' };
    const decided = { subject: onFirm, documentNumber: ACT, decisionDate: '2026-11-05', disclosure };
    const firm = await post(WRITER, penalty(decided));
    await post(COURT, courtDefaulter({ subject: onFirm, documentNumber: '（2026）辽0283执771号' }));
    await post(MARKET, licence({ subject: TRADER, documentNumber: '庄市监许〔2026〕771号' }));
    // A telephone and an address in a free text are held until an officer has looked; a person is never public.
    const facts = `联系电话${TELEPHONE}，住址${ADDRESS}。`;
    await post(MARKET, licence({ subject: FIRM, documentNumber: '庄市监许〔2026〕772号' }, { remarks: facts }));
    return { onPerson, firm };
  };

  const cases = async (firm: string): Promise<void> => {
    const [organisationCase = ''] = await story.open({ ...ON_FIRM, records: [firm] });
    const onPerson: Plot = {
      ...ON_FIRM,
      subject: LEGAL_REPRESENTATIVE,
      responsibility: {
        class: 'legal-representative',
        classBasis: 'wage-payment-regulation-48',
        role: '法定代表人、总经理',
        finding: '明知专户余额足以支付，仍指示财务将工资款转作他用。',
        organisationCase,
      },
    };
    const [person = ''] = await story.open(onPerson);
    for (const id of [organisationCase, person]) await story.applyAll(id);
    await town.check('civilisation-office', 'honours-awards', [{ document: LEGAL_REPRESENTATIVE.document }]);
    await town.check('civilisation-office', 'honours-awards', [{ name: PENALISED.name }, { name: FIRM.name }]);
    await letters(person);
    await story.end(organisationCase, ON_FIRM, 'repair');
  };

  const letters = async (about: string): Promise<void> => {
    const initiator = officer(HUMAN_RESOURCES, 'officer-1', 'initiator');
    const listed = done(await town.call(initiator, 'GET', `/letters?about=${about}`)).letters;
    for (const { id } of listed)
      for (const format of ['html', 'pdf', 'text', 'json'])
        await town.call(initiator, 'GET', `/letters/${id}?about=${about}&format=${format}`);
  };

  const door = async (record: string): Promise<string> => {
    const mandate = await enter(PENALISED, OWNER.officer);
    for (const view of [
      '',
      '/records',
      '/cases',
      '/calendar',
      '/accesses',
      '/told',
      '/report',
      '/letters',
      '/green-channel',
    ])
      done(await town.call(OWNER, 'GET', `/subjects/${mandate}${view}`));
    const { consent } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/authorisations`));
    const asked = { reader: BANK.department, purpose: 'credit-approval', kinds: ['administrative-penalty'] };
    const body = { ...asked, until: '2027-01-31', consent: { wording: consent.wording, separate: true } };
    const given = done(await town.call(OWNER, 'POST', `/subjects/${mandate}/authorisations`, { body }), 201);
    done(await town.call(BANK, 'GET', `/authorisations/${given.id}/report`));
    await town.call(BANK, 'POST', `/authorisations/${given.id}/subscription`, { body: {} });
    const bytes = pdf('清查');
    const offered = done(
      await town.call(OWNER, 'POST', '/files', { body: announced(bytes, { mandate, name: '情况说明.pdf' }) }),
      201,
    );
    await send(offered.form, bytes);
    const file = await settled(OWNER, `/files/${offered.id}?mandate=${mandate}`, ['pending']);
    const objection = done(
      await town.call(OWNER, 'POST', `/subjects/${mandate}/objections`, {
        body: {
          target: { type: 'record', id: record },
          grounds: '处罚对象认定有误。',
          wanted: { outcome: 'delete', text: '请求删除该条处罚信息。' },
          ...(file.state === 'clean' && { files: [offered.id] }),
        },
      }),
      201,
    );
    const decided = { outcome: 'maintain', documentNumber: '庄人社异〔2026〕7号', decidedOn: town.today() };
    const reasons = { examined: '调取案卷。', reason: '经核查，认定无误。' };
    done(await town.change(SECOND, `/objections/${objection.id}/decision`, { ...decided, ...reasons }, 1));
    await letters(objection.id);
    return mandate;
  };

  const imports = async (): Promise<void> => {
    const good = penalty({
      subject: PENALISED,
      documentNumber: '庄人社罚〔2026〕73号',
      actDate: '2026-11-01',
      disclosure: undefined,
    });
    const bad = { ...good, documentNumber: '庄人社罚〔2026〕74号', decisionDate: '2026-13-41' };
    const wrongPlace = { ...good, documentNumber: STRANGER.document.number };
    const torn = `{"kind":"administrative-penalty","subject":{"name":"${STRANGER.name}","document":{"number":"${STRANGER.document.number}`;
    const bytes = ndjson([good, bad, wrongPlace, torn]);
    const body = announcedImport(bytes, { kind: 'administrative-penalty', name: '处罚十一月.ndjson' });
    const { id, form } = done(await town.call(WRITER, 'POST', '/imports', { body }), 201);
    await send(form, bytes);
    const over = await settled(WRITER, `/imports/${id}`, ['awaited', 'running']);
    if (over.state !== 'finished') throw new Error(`the import is ${over.state}`);
  };

  const subscriptions = async (): Promise<void> => {
    const body = {
      kinds: ['administrative-penalty'],
      task: { zh: '道路运输经营许可审查', en: 'licensing of road transport' },
      basis: '道路运输条例第八条',
      validTo: '2027-06-01',
    };
    const transport = officer('transport', 'officer-1', 'implementer');
    const { id } = done(await town.call(transport, 'POST', '/subscriptions', { body }), 201);
    done(await town.change(OFFICE, `/subscriptions/${id}/decision`, { approved: true }, 1));
  };

  return {
    /** All of them, one after another; answers the mandate of the penalised person. */
    run: async (): Promise<{ readonly mandate: string; readonly record: string }> => {
      await subscriptions();
      const { onPerson, firm } = await records();
      await publish();
      await cases(firm);
      const mandate = await door(onPerson);
      await imports();
      for (const schedule of ['run-clocks', 'end-by-date', 'retain', 'flag-checks']) await town.fire(schedule);
      await publish();
      return { mandate, record: onPerson };
    },
    publish,
  };
};
