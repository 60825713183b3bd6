import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomText } from '../../../shared/crypto/digests.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { NamedSubject } from '../../../shared/subjects/named-subject.ts';
import { instrument } from '../../builders/joint-cases.ts';
import { PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import { reading } from '../../shared/records/generated.ts';
import { ended, suspended, withoutMeasure } from '../../shared/tasks/tasks.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { AUDITOR, type Checking, coded, EDUCATION, FINANCE, newFirm, startChecking } from './support/checking.ts';
import { BASIS, DECISION, edition, MEASURE } from './support/joint-town.ts';

let api: Checking;
beforeAll(async () => {
  api = await startChecking();
});
afterAll(() => api?.stop());

const label = { zh: expect.any(String), en: expect.any(String) };
const NOTHING = { index: 0, measures: [] };

describe('a check of one subject', () => {
  it('is answered with the measure that binds the decision, its authority, number, basis and end, and with nothing else', async () => {
    const firm = newFirm();
    const { joint } = await api.town.inForce(firm);
    expect(await api.answerOn(coded(firm))).toEqual({
      index: 0,
      measures: [
        {
          id: expect.stringMatching(/^[\w-]{22}$/),
          authority: { department: 'human-resources', name: label },
          documentNumber: joint.decision?.documentNumber,
          measure: { code: MEASURE, name: { zh: '限制参加政府采购活动', en: expect.any(String) } },
          basis: { title: instrument(BASIS).title, article: instrument(BASIS).article },
          until: '2027-11-09',
        },
      ],
    });
  });

  it('says nothing of what does not bind that decision of that department: it is answered like one on whom nothing is known', async () => {
    const firm = newFirm();
    await api.town.inForce(firm, { binds: ['subsidy-grant'] });
    await api.town.inForce(firm, { department: 'education' });
    await api.town.inForce(firm, { state: 'pushed' });
    await api.town.inForce(firm, { state: 'declined' });
    await api.post(penalty({ subject: { ...penalty().subject, ...coded(firm) } }));
    const known = await api.check([coded(firm)]);
    const unknown = await api.check([coded(newFirm())]);
    expect(known.body.answers).toEqual([NOTHING]);
    expect(unknown.body.answers).toEqual([NOTHING]);
    expect(known.body.receipt.answersDigest).toBe(unknown.body.receipt.answersDigest);
    expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    expect(JSON.stringify(known.body)).toHaveLength(JSON.stringify(unknown.body).length);
  });

  it('names each measure of each case, under an id of this check alone', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    await api.town.inForce(firm, { measure: 'limit-subsidies' });
    await api.town.inForce(firm);
    const [first, second] = [await api.answerOn(coded(firm)), await api.answerOn(coded(firm))];
    const codes = first.measures.map(({ measure }: { measure: { code: string } }) => measure.code);
    expect(codes.toSorted()).toEqual(['limit-procurement', 'limit-procurement', 'limit-subsidies']);
    const ids = [...first.measures, ...second.measures].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(6);
    for (const stored of await api.stored())
      if (stored.includes('"entity":"task"')) for (const id of ids) expect(stored).not.toContain(id);
  });

  it('is answered for each department by its own tasks', async () => {
    const firm = newFirm();
    await api.town.inForce(firm, { department: 'education' });
    expect((await api.answerOn(coded(firm), {}, EDUCATION)).measures).toHaveLength(1);
    expect(await api.answerOn(coded(firm))).toEqual(NOTHING);
  });
});

describe('a measure that was found', () => {
  const cases: Readonly<Record<string, (firm: NamedSubject) => Promise<void>>> = {
    'is suspended': async (firm) => {
      const { task } = await api.town.inForce(firm);
      await api.town.task({ ...task, suspension: { document: '（2026）行初1号', since: api.now() } });
    },
    'is to be lifted': async (firm) => {
      const { task } = await api.town.inForce(firm);
      const lift = { verb: 'lift', reason: '已履行', document: '解1号', at: api.now() } as const;
      await api.town.task({ ...task, state: 'lifting', lift });
    },
    'is suspended with its case, whose tasks have not heard of it yet': async (firm) => {
      const { joint } = await api.town.inForce(firm);
      await api.town.case(suspended(joint));
    },
    'ended with its case, whose tasks have not heard of it yet': async (firm) => {
      const { joint } = await api.town.inForce(firm);
      await api.town.case(ended(joint));
    },
    'was ended alone': async (firm) => {
      const { joint, task } = await api.town.inForce(firm);
      await api.town.case(withoutMeasure(joint, task.measure));
    },
    'is under an exception today': async (firm) => {
      const { joint } = await api.town.inForce(firm);
      const exception = {
        measures: [],
        decisionTypes: [DECISION],
        from: calendarDate('2026-11-10'),
        until: calendarDate('2026-11-11'),
        document: '庄信办〔2026〕1号',
        reason: '民生保供',
        department: 'credit-office',
        officer: 'credit-office/a',
      };
      await api.town.case({ ...joint, exceptions: [exception] });
    },
    'rests on a basis that ended today, though nobody has lifted it': async (firm) => {
      await api.town.instrument(instrument('repealed-today-1'));
      await api.town.inForce(firm, { basis: 'repealed-today-1' });
      await api.town.instrument(instrument('repealed-today-1', { inForceUntil: calendarDate('2026-11-10') }));
    },
    'rests on a basis that no reviewer approved': async (firm) => {
      await api.town.instrument(instrument('proposed-only-1', { state: 'proposed' }));
      await api.town.inForce(firm, { basis: 'proposed-only-1' });
    },
    'rests on nothing': async (firm) => {
      await api.town.inForce(firm, { basis: 'no-such-law-1' });
    },
    'ended yesterday, though no sweep has passed': async (firm) => {
      await api.town.inForce(firm, { until: calendarDate('2026-11-10') });
    },
    'begins tomorrow': async (firm) => {
      await api.town.inForce(firm, { from: calendarDate('2026-11-11') });
    },
  };

  it.each(Object.keys(cases))('is found no more if it %s', async (name) => {
    const firm = newFirm();
    await cases[name]?.(firm);
    expect(await api.answerOn(coded(firm))).toEqual(NOTHING);
  });

  it('is found on the last day of its term, Beijing time, and not a moment later', async () => {
    const firm = newFirm();
    await api.town.inForce(firm, { until: calendarDate('2026-11-12') });
    api.setTime('2026-11-11T15:59:59.999Z');
    expect((await api.answerOn(coded(firm))).measures).toHaveLength(1);
    api.setTime('2026-11-11T16:00:00.000Z');
    expect(await api.answerOn(coded(firm))).toEqual(NOTHING);
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('is found on the register’s word of this moment: what was changed a moment ago counts', async () => {
    const firm = newFirm();
    const { joint } = await api.town.inForce(firm);
    for (let round = 0; round < 10; round += 1) {
      expect((await api.answerOn(coded(firm))).measures).toHaveLength(1);
      await api.town.case(suspended({ ...joint, version: joint.version + 2 * round }));
      expect(await api.answerOn(coded(firm))).toEqual(NOTHING);
      await api.town.case({ ...joint, version: joint.version + 2 * round + 1 });
    }
  });
});

describe('a subject of many cases', () => {
  it('is read to the end: what lies behind a megabyte of what is over binds too', { timeout: 60_000 }, async () => {
    const firm = newFirm();
    const facts = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    const act = {
      documentNumber: '',
      decidedOn: calendarDate('2026-10-12'),
      actDate: calendarDate('2026-06-30'),
      records: [],
    };
    const long = (serial: number) => ({ act: { ...act, facts: `${serial}${facts}${randomText(2_000)}` } });
    for (let serial = 0; serial < 300; serial += 1) {
      const { joint } = await api.town.inForce(firm, {}, long(serial));
      if (serial % 3 === 0) await api.town.case(suspended(joint));
    }
    expect((await api.answerOn(coded(firm))).measures).toHaveLength(200);
  });
});

describe('a person', () => {
  const { document } = PERSON;
  const person = async (): Promise<NamedSubject> => {
    const { subject } = reading(penalty({ subject: PERSON }));
    const { key } = await api.stores.subjects.resolve(subject, api.now());
    return { key, category: 'person', name: PERSON.name };
  };

  it('who is unknown is answered for like one on whom nothing binds, and stays unknown', async () => {
    const before = (await api.stored()).filter((item) => item.startsWith('register'));
    expect(await api.answerOn({ document: { type: 'passport', number: 'E98765432' }, name: '无名氏' })).toEqual(
      NOTHING,
    );
    expect((await api.stored()).filter((item) => item.startsWith('register'))).toEqual(before);
  });

  it('is found by the document; under another name the finding stands and says so', async () => {
    const subject = await person();
    await api.town.inForce(subject);
    expect(await api.answerOn({ document })).toMatchObject({ measures: [{ measure: { code: MEASURE } }] });
    expect(await api.answerOn({ document, name: ` ${PERSON.name} ` })).not.toHaveProperty('nameDiffers');
    expect(await api.answerOn({ document, name: '李四' })).toMatchObject({
      nameDiffers: true,
      measures: [{ measure: { code: MEASURE } }],
    });
  });

  it('who answers for an organisation is bound no longer than it', async () => {
    const subject = await person();
    const firm = newFirm();
    const { joint: ofFirm } = await api.town.inForce(firm);
    const organisationCase = { id: ofFirm.id, key: { pk: firm.key, sk: (await keyOf(ofFirm.id)).sk } };
    await api.town.inForce(subject, { organisationCase, measure: 'limit-subsidies' });
    const codes = async () =>
      (await api.answerOn({ document })).measures.map((one: { measure: { code: string } }) => one.measure.code);
    expect(await codes()).toContain('limit-subsidies');
    await api.town.case(suspended(ofFirm));
    expect(await codes()).not.toContain('limit-subsidies');
    await api.town.case({ ...ofFirm, version: ofFirm.version + 1 });
    expect(await codes()).toContain('limit-subsidies');
    await api.town.case(ended({ ...ofFirm, version: ofFirm.version + 2 }));
    expect(await codes()).not.toContain('limit-subsidies');
  });

  const keyOf = async (id: string): Promise<{ sk: string }> => {
    const item = (await api.stored()).find((text) => text.includes(`"id":"${id}"`) && text.includes('"entity":"case"'));
    return JSON.parse(item?.slice(item.indexOf('{')) ?? '{}');
  };

  it('leaves no number, name or masked number in what a check stores, answers or logs', async () => {
    const before = new Set(await api.stored());
    api.logged.length = 0;
    const replies = [
      await api.check([{ document, name: '王五' }], { purpose: '供应商资格审查' }),
      await api.check([{ document: { type: 'passport', number: 'E98765433' }, name: '赵六' }], {}, FINANCE, {
        'idempotency-key': 'k-1',
      }),
    ];
    const stored = (await api.stored()).filter((item) => !before.has(item));
    expect(stored.length).toBeGreaterThan(4);
    const texts = [...stored, JSON.stringify(api.logged), JSON.stringify(replies.map(({ body }) => body))].join();
    for (const secret of [
      document.number,
      '19900101',
      '210299',
      '1X"',
      PERSON.name,
      '王五',
      '赵六',
      'E98765433',
      '98765433',
    ])
      expect(texts, secret).not.toContain(secret);
  });
});

describe('an organisation', () => {
  it('is found by its older codes; a sole trader by the number it is registered under', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const codes = {
      organisationCode: coded(firm).unifiedSocialCreditCode?.slice(8, 17) ?? '',
      socialOrganisationNumber: '辽社证77号',
      institutionCertificate: '121029900001',
      taxRegistrationNumber: '210299000000019',
    };
    await api.stores.olderCodes.put({ pk: firm.key, codes });
    for (const [type, number] of Object.entries(codes).slice(1))
      expect((await api.answerOn({ [type]: number })).measures, type).toHaveLength(1);
    const trader: NamedSubject = { key: 'REG#110108000673293', category: 'sole-trader', name: TRADER.name };
    await api.town.inForce(trader);
    expect((await api.answerOn({ registrationNumber: '110108000673293' })).measures).toHaveLength(1);
    expect(await api.answerOn({ socialOrganisationNumber: '辽社证78号' })).toEqual(NOTHING);
  });

  it('under another name is found all the same, and the difference said; where nothing is found nothing is said of a name', async () => {
    const firm = newFirm('庄河甲公司');
    await api.post(penalty({ subject: { category: 'organisation', name: firm.name, ...coded(firm) } }));
    expect(await api.answerOn({ ...coded(firm), name: '庄河乙公司' })).toEqual(NOTHING);
    await api.town.inForce(firm);
    expect(await api.answerOn({ ...coded(firm), name: '庄河 甲公司' })).not.toHaveProperty('nameDiffers');
    expect(await api.answerOn({ ...coded(firm), name: '庄河乙公司' })).toMatchObject({
      nameDiffers: true,
      measures: [{ measure: { code: MEASURE } }],
    });
  });
});

describe('a name alone', () => {
  it('finds nothing: it leads to codes of organisations of that name, to ask again by, and to no person', async () => {
    const [firm, other] = [newFirm('庄河同名公司'), newFirm('庄河同名公司')];
    await api.town.inForce(firm);
    for (const { key, name } of [firm, other]) await api.stores.nameLeads.put({ pk: key, names: [name] });
    await api.stores.nameLeads.put({ pk: 'PERSON#AAAAAAAAAAAAAAAAAAAAAA', names: ['张某某'] });
    const { body } = await api.check([{ name: ' 庄河同名公司' }, { name: '张某某' }, coded(firm)]);
    expect(body.answers).toEqual([
      { index: 0, measures: [], leads: [firm, other].map((one) => one.unifiedSocialCreditCode).toSorted() },
      { index: 1, measures: [], leads: [] },
      { index: 2, measures: [expect.anything()] },
    ]);
    expect(await api.accesses(other.key)).toEqual([]);
  });
});

describe('a check of many', () => {
  it('answers a thousand in their order, the same one twice alike', async () => {
    const firms = Array.from({ length: 995 }, () => newFirm());
    for (const at of [3, 500, 994]) await api.town.inForce(firms[at] as NamedSubject);
    const subjects = [
      ...firms.map(coded),
      coded(firms[3] as NamedSubject),
      ...Array.from({ length: 4 }, () => ({ name: '无' })),
    ];
    const { status, body } = await api.check(subjects);
    expect(status).toBe(201);
    expect(body.answers).toHaveLength(1_000);
    const found = body.answers.flatMap(({ index, measures }: { index: number; measures: unknown[] }) =>
      measures.length > 0 ? [index] : [],
    );
    expect(found).toEqual([3, 500, 994, 995]);
    expect(body.answers[995].measures).toEqual(body.answers[3].measures);
    expect(JSON.stringify(body).length).toBeLessThan(100_000);
    for (const at of [3, 4]) expect(await api.accesses(firms[at]?.key ?? '')).toHaveLength(1);
  });
});

describe('what is no check', () => {
  const subject = coded(newFirm());
  const wrong: readonly (readonly [string, object, number, string, string])[] = [
    ['no subject', { subjects: [] }, 422, 'missing-field', '/subjects'],
    ['no subjects', { subjects: undefined }, 422, 'missing-field', '/subjects'],
    ['1,001 subjects', { subjects: Array.from({ length: 1_001 }, () => subject) }, 413, 'too-many-items', '/subjects'],
    ['a subject without anything', { subjects: [{}] }, 422, 'missing-field', '/subjects/0/unifiedSocialCreditCode'],
    ['a subject that is none', { subjects: [null] }, 422, 'invalid-value', '/subjects/0'],
    [
      'a code with a wrong check character',
      { subjects: [{ unifiedSocialCreditCode: '91210299000000019T' }] },
      422,
      'wrong-check-character',
      '/subjects/0/unifiedSocialCreditCode',
    ],
    [
      'half a code',
      { subjects: [subject, { unifiedSocialCreditCode: '9121' }] },
      422,
      'malformed-code',
      '/subjects/1/unifiedSocialCreditCode',
    ],
    [
      'a document with a wrong check character',
      { subjects: [{ document: { type: 'resident-identity-card', number: '210299199001010011' } }] },
      422,
      'wrong-check-character',
      '/subjects/0/document/number',
    ],
    [
      'an identity number as a tax number',
      { subjects: [{ taxRegistrationNumber: '21029919900101001X01' }] },
      422,
      'identity-number-in-text',
      '/subjects/0/taxRegistrationNumber',
    ],
    [
      'two identifiers',
      { subjects: [{ ...subject, registrationNumber: '110108000673293' }] },
      422,
      'invalid-value',
      '/subjects/0/registrationNumber',
    ],
    [
      'an unknown field of a subject',
      { subjects: [{ ...subject, score: 1 }] },
      422,
      'unknown-field',
      '/subjects/0/score',
    ],
    ['an unknown field', { everything: true }, 422, 'unknown-field', '/everything'],
    ['no reference', { reference: undefined }, 422, 'missing-field', '/reference'],
    ['a reference that reads as nothing', { reference: ' ·\u200b ' }, 422, 'missing-field', '/reference'],
    ['an empty reference', { reference: ' ' }, 422, 'missing-field', '/reference'],
    [
      'an identity number as reference',
      { reference: '21029919900101001X' },
      422,
      'identity-number-in-text',
      '/reference',
    ],
    [
      'an identity number in the purpose',
      { purpose: '审查21029919900101001X' },
      422,
      'identity-number-in-text',
      '/purpose',
    ],
    ['a long reference', { reference: '号'.repeat(101) }, 422, 'text-too-long', '/reference'],
    ['no decision type', { decisionType: undefined }, 422, 'missing-field', '/decisionType'],
    ['an unknown decision type', { decisionType: 'just-curious' }, 422, 'unknown-code', '/decisionType'],
    ['a decision type that is none', { decisionType: '一般查询' }, 422, 'invalid-value', '/decisionType'],
    [
      'a decision type of other departments',
      { decisionType: 'procurement-agency-register' },
      403,
      'foreign-department',
      '/decisionType',
    ],
  ];

  it.each(wrong)('is refused with its problem and leaves no trace: %s', async (_, override, status, kind, pointer) => {
    const before = await api.stored();
    const who = kind === 'foreign-department' ? EDUCATION : FINANCE;
    expect(await api.check([subject], override, who)).toBeProblem(status, kind as never, pointer);
    expect(await api.stored()).toEqual(before);
  });

  it('is every body that is none', async () => {
    for (const body of [null, [], 'x', 1, {}, { subjects: 'all' }])
      expect((await api.call('post-check', { who: FINANCE, body })).status, JSON.stringify(body)).toBe(422);
  });

  it('is one of the subject, an auditor or a reader: they decide nothing', async () => {
    for (const role of ['subject', 'auditor', 'reader', 'platform-admin'])
      expect(await api.check([subject], {}, officer('finance', 'x', role))).toBeProblem(403, 'role-required');
    expect(await api.check([subject], {}, AUDITOR)).toBeProblem(403, 'role-required');
  });
});

describe('the editions in a receipt', () => {
  it('are those in force on the day: a prepared one, or one of tomorrow, is not', async () => {
    const editionsOf = async () => (await api.check([coded(newFirm())])).body.receipt.editions;
    expect(await editionsOf()).toEqual({ behaviours: 1, measures: 1 });
    await api.town.edition(edition('measures', 2, '2026-11-11'));
    await api.town.edition(edition('measures', 3, '2026-11-10', { state: 'prepared' }));
    await api.town.edition(edition('behaviours', 2, '2026-11-10'));
    expect(await editionsOf()).toEqual({ behaviours: 2, measures: 1 });
    api.setTime('2026-11-10T16:00:00.000Z');
    expect(await editionsOf()).toEqual({ behaviours: 2, measures: 2 });
    api.setTime('2026-11-10T02:00:00.000Z');
    expect(await editionsOf()).toEqual({ behaviours: 2, measures: 1 });
  });

  it('do not change how a measure is called: by the edition of its decision', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const renamed = edition('measures', 4, '2026-11-10', { entries: [] });
    await api.town.edition(renamed);
    expect((await api.answerOn(coded(firm))).measures[0].measure.name.zh).toBe('限制参加政府采购活动');
  });
});

describe('nothing but the decision at hand', () => {
  it('is answered: no count, no key, no state, no other case', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    await api.town.inForce(firm, { binds: ['subsidy-grant'] });
    const { body } = await api.check([coded(firm)]);
    const text = JSON.stringify(body.answers);
    for (const word of ['subsidy-grant', 'ORG#', 'heads', 'seen', 'case', 'task', 'score', 'count'])
      expect(text).not.toContain(word);
  });
});
