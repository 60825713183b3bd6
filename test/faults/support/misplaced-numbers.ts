import { penalty } from '../../builders/submissions.ts';
import type { Town } from '../../e2e/joint-case/support/town.ts';
import { WRITER } from './personal-data-stories.ts';
import { ADDRESS, FIRM, STRANGER, TELEPHONE } from './planted-persons.ts';

const { number } = STRANGER.document;
const WIDE = number.replaceAll(/[0-9X]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const SPELLINGS = [number, number.toLowerCase(), WIDE, number.replace(/(.{6})(.{8})/, '$1 $2-')];
const SAID = `${STRANGER.name}，${number}，${TELEPHONE}，${ADDRESS}`;

const body = (value: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(value) });
const raw = (text: string): RequestInit => ({ method: 'POST', body: text });

/** Requests that bear a person's data where it does not belong: in each place that somebody might put it. */
const requestsWith = (spelling: string): readonly (readonly [string, RequestInit])[] => {
  const inUrl = encodeURIComponent(spelling);
  return [
    // As an id, in paths that lead somewhere and nowhere, and in queries.
    ...['records', 'cases', 'objections', 'subjects', 'files', 'imports', 'letters', 'checks', 'nowhere'].map(
      (path) => [`/${path}/${inUrl}`, {}] as const,
    ),
    [`/${inUrl}`, {}],
    [`/notifications/${inUrl}/acknowledgement`, body({})],
    [`/subjects?name=${encodeURIComponent(STRANGER.name)}&number=${inUrl}`, {}],
    [`/cases?cursor=${inUrl}&department=${inUrl}`, {}],
    [`/notifications?cursor=${inUrl}&limit=${inUrl}`, {}],
    [`/report-verifications/${inUrl}?digest=${inUrl}`, {}],
    // In the wrong fields, and as the names of fields.
    ['/records', body(penalty({ documentNumber: spelling }))],
    ['/records', body(penalty({ kind: spelling }))],
    ['/records', body(penalty({ subject: { ...FIRM, unifiedSocialCreditCode: spelling } }))],
    ['/records', body(penalty({ subject: { ...FIRM, name: `${STRANGER.name}${spelling}` } }))],
    ['/records', body(penalty({ subject: { ...STRANGER, document: { type: spelling, number: spelling } } }))],
    ['/records', body(penalty({ [spelling]: STRANGER.name }, { [spelling]: SAID }))],
    ['/records', body(penalty({}, { violationFacts: `${SAID}${spelling}` }))],
    ['/records', body(penalty({ decisionDate: spelling }))],
    ['/cases', body({ subject: { ...FIRM, [spelling]: 1 }, behaviour: spelling, act: { documentNumber: spelling } })],
    ['/checks', body({ decisionType: spelling, reference: spelling, subjects: [{ name: SAID }] })],
    [
      '/files',
      body({ name: `${spelling}.pdf`, mediaType: spelling, bytes: 1, sha256: spelling, purpose: 'objection' }),
    ],
    ['/imports', body({ kind: spelling, format: 'csv', name: `${spelling}.csv`, size: 1, sha256: spelling })],
    ['/endpoints', body({ name: spelling, url: `https://example.com/${spelling}?${inUrl}`, types: [spelling] })],
    [
      '/subscriptions',
      body({ kinds: [spelling], task: { zh: SAID, en: spelling }, basis: spelling, validTo: spelling }),
    ],
    // In what is no JSON at all.
    ['/records', raw(`{"subject":{"name":"${STRANGER.name}","document":{"number":"${spelling}"`)],
    ['/records', raw(spelling)],
    ['/records', raw(`[${JSON.stringify(SAID)}`)],
    // In headers.
    [
      '/records',
      { ...body(penalty({ documentNumber: '' })), headers: { 'idempotency-key': number, 'if-match': number } },
    ],
    ['/records/aaaaaaaaaaaaaaaaaaaaaa', { headers: { accept: number, 'accept-language': number, 'if-match': number } }],
  ];
};

/** Sends them all, as a department with every right to write; none may be taken. */
export const sendMisplacedNumbers = async (town: Town): Promise<readonly number[]> => {
  const { officer: sub, department } = WRITER;
  const roles = 'reporter initiator implementer';
  const token = await town.target.token({ sub, department, roles });
  const statuses: number[] = [];
  for (const spelling of SPELLINGS) {
    for (const [path, { headers, ...request }] of requestsWith(spelling)) {
      const answer = await fetch(`${town.target.apiUrl}${path}`, {
        ...request,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      });
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
  }
  return statuses;
};
