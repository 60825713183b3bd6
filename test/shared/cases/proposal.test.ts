import { describe, expect, it } from 'vitest';
import { endBySystem } from '../../../shared/cases/ending.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { admitProposal } from '../../../shared/cases/proposal.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import {
  acting,
  INSTRUMENTS,
  instrument,
  lists,
  parsedProposal,
  personProposal,
  proposal,
  WAGES_LAW,
} from '../../builders/joint-cases.ts';
import { PERSON } from '../../builders/submissions.ts';
import { DAYS, DEPARTMENT, noticed, personCase, proposed, refusals, value } from './walk.ts';

const admit = (
  sent: object,
  given: { department?: string; organisation?: JointCase; instruments?: Parameters<typeof lists>[1] } = {},
) => {
  const context = acting(given.department ?? DEPARTMENT, DAYS.proposed);
  return admitProposal(parsedProposal(sent), {
    ...context,
    lists: lists(context.today, given.instruments),
    ...(given.organisation && { organisation: given.organisation }),
  });
};

describe('A proposal', () => {
  it('is admitted with the field and the effect that the list gives to the behaviour', () => {
    expect(value(admit(proposal())).behaviour).toMatchObject({ field: 'wage-arrears', effect: 'punishment' });
  });

  it('is refused where the behaviour is not listed, or rests on a memorandum only', () => {
    for (const behaviour of ['unheard-of', 'memorandum-only']) {
      expect(refusals(admit(proposal({ behaviour })))).toEqual(['behaviour-not-in-force /behaviour']);
    }
  });

  it('is refused from a department that the list does not name as initiator', () => {
    expect(refusals(admit(proposal(), { department: 'tourism' }))).toEqual(['behaviour-not-initiable /behaviour']);
  });

  it('is refused where the basis of the behaviour has ended', () => {
    const repealed = instrument(WAGES_LAW, {
      rank: 'administrative-regulation',
      inForceUntil: calendarDate(DAYS.proposed),
    });
    const instruments = INSTRUMENTS.map((entry) => (entry.code === WAGES_LAW ? repealed : entry));
    expect(refusals(admit(proposal(), { instruments }))).toEqual(['behaviour-not-in-force /behaviour']);
  });

  it('is refused with measures that nothing in force carries, that do not fit, or that stand twice', () => {
    const measures = ['memorandum-measure', 'only-contracts', 'unheard-of', 'limit-subsidies', 'limit-subsidies'];
    expect(refusals(admit(proposal({ measures })))).toEqual([
      'duplicate-code /measures/4',
      'basis-not-in-force /measures/0',
      'measure-not-fitting /measures/1',
      'measure-not-fitting /measures/2',
    ]);
  });

  it('is refused with an incentive for a punishable behaviour, and the other way round', () => {
    expect(refusals(admit(proposal({ measures: ['green-channel'] })))).toEqual(['measure-not-fitting /measures/0']);
    const incentive = proposal({ behaviour: 'tax-class-a', measures: ['limit-procurement'] });
    expect(refusals(admit(incentive, { department: 'tax' }))).toEqual(['measure-not-fitting /measures/0']);
  });

  it('is refused with an act of the future, or after the document that established it', () => {
    expect(refusals(admit(proposal({}, { decidedOn: '2026-11-03' })))).toEqual(['decision-in-future /act/decidedOn']);
    expect(refusals(admit(proposal({}, { actDate: '2026-10-21' })))).toEqual(['decision-in-future /act/actDate']);
  });

  it('is refused with an identity number in what was written', () => {
    const facts = '负责人身份证号21029919900101001X';
    expect(refusals(admit(proposal({}, { facts })))).toEqual(['identity-number-in-text /act/facts']);
  });
});

describe('A proposal on a person', () => {
  const organisation = noticed();
  const onPerson = (responsibility: object = {}, override: object = {}) => ({
    ...personProposal(organisation.id, { ...responsibility }),
    ...override,
  });

  it('is admitted beside the noticed case on the organisation, with an own finding', () => {
    expect(admit(onPerson(), { organisation }).ok).toBe(true);
  });

  it('is refused where the person was under eighteen at the act', () => {
    const subject = { ...PERSON, document: { type: 'passport', number: 'E12345678' }, birthDate: '2008-08-31' };
    const sent = onPerson({}, { subject });
    expect(refusals(admit(sent, { organisation }))).toEqual(['under-age /act/actDate']);
    const { birthDate: _, ...unknown } = subject;
    expect(refusals(admit(onPerson({}, { subject: unknown }), { organisation }))).toEqual([
      'birth-date-required /subject/birthDate',
    ]);
  });

  it('is refused where no law in force names the class, or another instrument is cited', () => {
    const unnamed = ['class-not-named /responsibility/classBasis'];
    expect(refusals(admit(onPerson({ class: 'principal' }), { organisation }))).toEqual(unnamed);
    expect(refusals(admit(onPerson({ classBasis: 'civil-procedure-law-251' }), { organisation }))).toEqual(unnamed);
  });

  it('is refused where office alone is stated', () => {
    for (const finding of ['法定代表人、总经理', '系法定代表人、总经理。', '法定代表人、总经理 法定代表人、总经理']) {
      expect(refusals(admit(onPerson({ finding }), { organisation }))).toEqual([
        'own-finding-required /responsibility/finding',
      ]);
    }
  });

  it("is refused without a fitting case on the organisation: none, before its notice, ended, another act, another's", () => {
    const ended = value(
      endBySystem(
        organisation,
        { verb: 'expire', document: '期满', reason: '期满', decidedOn: calendarDate('2026-11-05') },
        acting('credit-office', '2026-11-05').by,
      ),
    );
    const otherAct = { ...organisation, act: { ...organisation.act, documentNumber: '庄人社监令〔2026〕13号' } };
    const unfit = [
      undefined,
      proposed(),
      ended,
      otherAct,
      { ...organisation, department: 'tax' },
      personCase(organisation),
    ];
    for (const other of unfit) {
      expect(refusals(admit(onPerson(), other === undefined ? {} : { organisation: other }))).toEqual([
        'organisation-case-unfit /responsibility/organisationCase',
      ]);
    }
  });

  it("is never admitted for the court's list, whatever the list names", () => {
    const sent = onPerson({ classBasis: 'civil-procedure-law-251' }, { behaviour: 'court-defaulter' });
    const court = { ...organisation, department: 'court', behaviour: 'court-defaulter' };
    expect(refusals(admit(sent, { department: 'court', organisation: court }))).toEqual([
      'not-for-court-list /responsibility',
    ]);
  });

  it('is admitted for the person itself only with measures for persons', () => {
    const own = proposal({ subject: PERSON, measures: ['limit-consumption'] });
    expect(admit(own).ok).toBe(true);
    expect(refusals(admit({ ...own, measures: ['limit-procurement'] }))).toEqual(['measure-not-fitting /measures/0']);
  });

  it('is refused with measures that are not for the class', () => {
    const sent = onPerson({}, { measures: ['limit-consumption'] });
    expect(refusals(admit(sent, { organisation }))).toEqual(['measure-not-fitting /measures/0']);
  });

  it('needs a person: an organisation is nobody’s responsible person', () => {
    const { responsibility } = onPerson() as { responsibility?: unknown };
    expect(refusals(admit(proposal({ responsibility }), { organisation }))).toEqual([
      'class-not-named /responsibility',
    ]);
  });
});
