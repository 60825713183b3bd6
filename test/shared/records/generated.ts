import fc from 'fast-check';
import type { Column, Shape } from '../../../shared/records/kinds/column.ts';
import { KINDS, kindDefinition, NATIONAL_KINDS, type RecordKind } from '../../../shared/records/kinds/kinds.ts';
import { readSubmission } from '../../../shared/records/read-submission.ts';
import type { RecordSubmission } from '../../../shared/records/submission.ts';
import { organisationCodeCheck, registrationNumberCheck } from '../../../shared/subjects/check-characters.ts';
import { PERSON_DOCUMENT_WORDS } from '../../../shared/subjects/person-documents.ts';
import { anyCreditCode, anyIdentityNumber } from '../subjects/codes.ts';

/** A value as a submission has it, and the cell of the national table that says the same. */
interface Cell {
  readonly ours: unknown;
  readonly national: string;
}

const same = (text: string): Cell => ({ ours: text, national: text });

export const anyDay = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const dateCell = (day: string, written = 'YYYY/MM/DD'): Cell => ({
  ours: day,
  national: written.replace('YYYY', day.slice(0, 4)).replace('MM', day.slice(5, 7)).replace('DD', day.slice(8)),
});

/** Characters that stand in decisions; digits are rare, so that no number comes about that means something. */
const CHARACTERS = [
  ...'当事人销售的水泥经抽检不符合标准罚款没收许可证书号第条款年月日（）〔〕《》、，。；：·-ABCx１　 \n',
];

export const anyText = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: Math.min(max, 40) })
    .map((text) => text.trim())
    .filter((text) => text !== '');

const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));

const anyOtherWord = fc
  .string({ unit: fc.constantFrom(...'责令改正、，并,通报 '), minLength: 1, maxLength: 20 })
  .map((text) => `其他-${text.trim()}`)
  .filter((word) => word.length > '其他-'.length);

/** 万元 with six decimals by the digits alone. */
const wan = (fen: number): string =>
  String(fen)
    .padStart(7, '0')
    .replace(/(\d{6})$/, '.$1');

const anyWord = (shape: Extract<Shape, { readonly words: readonly string[] }>): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...shape.words), ...(shape.other ? [anyOtherWord] : []));

const cellOf = (shape: Shape): fc.Arbitrary<Cell> => {
  switch (shape.type) {
    case 'text':
      return anyText(shape.max).map(same);
    case 'serial':
      return fc
        .tuple(anyDay('2015-01-01', '2026-11-10'), digits(shape.sequence))
        .map(([day, sequence]) => same(`210299${day.replaceAll('-', '')}${sequence}`));
    case 'date':
      return anyDay('1990-01-01', '2098-12-31').map((day) => dateCell(day, shape.written));
    case 'end-date':
      return anyDay('1990-01-01', '2098-12-31').map((day) => dateCell(day));
    case 'money':
      return fc.oneof(fc.nat(), fc.nat({ max: 100_000_000_000_000 })).map((fen) => ({ ours: fen, national: wan(fen) }));
    case 'word':
      return anyWord(shape).map((word) => ({ ours: word, national: shape.codes?.[word] ?? word }));
    case 'words':
      return fc
        .uniqueArray(anyWord(shape), { minLength: 1, maxLength: 4 })
        .map((words) => ({ ours: words, national: words.join(';') }));
    default:
      return shape satisfies never;
  }
};

type Cells = Readonly<Record<string, Cell>>;

const optional = (cell: fc.Arbitrary<Cell>) => fc.option(cell, { nil: undefined });

/** Names that stand nowhere else, so that a test finds them if they leak. */
export const OPERATOR = '赵钱孙';

const anyRepresentative = fc
  .option(
    fc.option(anyIdentityNumber, { nil: undefined }).map((number) => ({ number })),
    { nil: undefined },
  )
  .map((given): Cells => {
    if (given === undefined) return {};
    const name = { '/subject/legalRepresentative/name': same(OPERATOR) };
    if (given.number === undefined) return name;
    return {
      ...name,
      '/subject/legalRepresentative/document/type': { ours: 'resident-identity-card', national: '身份证' },
      '/subject/legalRepresentative/document/number': same(given.number),
    };
  });

const registration = digits(14).map((first) => same(`${first}${registrationNumberCheck(first)}`));
const organisation = digits(8).map((first) => same(`${first}${organisationCodeCheck(first)}`));

const anyFirm = (category: 'organisation' | 'sole-trader') =>
  fc
    .record({
      name: anyText(100),
      code: category === 'organisation' ? anyCreditCode : fc.option(anyCreditCode, { nil: undefined }),
      registrationNumber: category === 'organisation' ? optional(registration) : registration,
      withOrganisationCode: fc.boolean(),
      otherOrganisationCode: organisation,
      taxRegistrationNumber: optional(digits(15).map(same)),
      institutionCertificate: optional(digits(12).map(same)),
      socialOrganisationNumber: optional(digits(6).map((number) => same(`辽社证字第${number}号`))),
      representative: anyRepresentative,
    })
    .map(({ name, code, withOrganisationCode, otherOrganisationCode, representative, ...codes }): Cells => {
      const own = code === undefined ? otherOrganisationCode : same(code.slice(8, 17));
      const known = {
        ...codes,
        unifiedSocialCreditCode: code === undefined ? undefined : same(code),
        organisationCode: withOrganisationCode && /^[0-9A-Z]{8}[0-9X]$/.test(own.national) ? own : undefined,
      };
      return {
        '/subject/category': {
          ours: category,
          national: category === 'organisation' ? '法人及非法人组织' : '个体工商户',
        },
        '/subject/name': same(name),
        ...Object.fromEntries(
          Object.entries(known).flatMap(([field, cell]) => (cell === undefined ? [] : [[`/subject/${field}`, cell]])),
        ),
        ...representative,
      };
    });

const anyPerson = fc
  .oneof(
    anyIdentityNumber.map((number) => ({ type: 'resident-identity-card', number }) as const),
    digits(8).map((number) => ({ type: 'passport', number: `E${number}` }) as const),
    digits(8).map((number) => ({ type: 'mainland-travel-permit-hong-kong-macao', number: `H${number}` }) as const),
    digits(8).map((number) => ({ type: 'mainland-travel-permit-taiwan', number }) as const),
  )
  .map(
    ({ type, number }): Cells => ({
      '/subject/category': { ours: 'person', national: '自然人' },
      '/subject/name': same(OPERATOR),
      '/subject/document/type': { ours: type, national: PERSON_DOCUMENT_WORDS[type] },
      '/subject/document/number': same(number),
    }),
  );

const cellsOf = (columns: readonly Column[], where: (column: Column) => boolean) =>
  fc.record(
    Object.fromEntries(
      columns
        .filter((column) => where(column) && !column.found)
        .map(({ at, shape, required, requiredWhen }) => [
          at,
          required || requiredWhen ? cellOf(shape) : optional(cellOf(shape)),
        ]),
    ),
  );

const anyUnit = (base: '/authority' | '/source') =>
  fc.record({ [`${base}/name`]: anyText(100).map(same), [`${base}/unifiedSocialCreditCode`]: anyCreditCode.map(same) });

const present = (cells: Readonly<Record<string, Cell | undefined>>): Cells =>
  Object.fromEntries(Object.entries(cells).flatMap(([at, cell]) => (cell === undefined ? [] : [[at, cell]])));

/** Dates that a column wants in order are put in order: what is the later one is not the property here. */
const inOrder = (columns: readonly Column[], cells: Cells): Cells => {
  const ordered: Record<string, Cell> = { ...cells };
  const put = (place: string, day: Cell): void => {
    const shape = columns.find((column) => column.at === place)?.shape;
    ordered[place] = dateCell(String(day.ours), shape?.type === 'date' ? shape.written : undefined);
  };
  for (const { at, notBefore = '' } of columns) {
    const [date, first] = [ordered[at], ordered[notBefore]];
    if (date === undefined || first === undefined || String(date.ours) >= String(first.ours)) continue;
    put(at, first);
    put(notBefore, date);
  }
  return ordered;
};

const isOwn = ({ at }: Column) => !/^\/(subject|authority|source)\//.test(at);

/** Every place of a submission of a kind, made from the kind's own columns. */
const anyCells = (kind: RecordKind): fc.Arbitrary<Cells> => {
  const { columns } = kindDefinition(kind);
  return fc
    .tuple(
      fc.oneof(anyFirm('organisation'), anyFirm('sole-trader'), anyPerson),
      cellsOf(columns, isOwn),
      anyUnit('/authority'),
      anyUnit('/source'),
    )
    .map(([subject, own, authority, source]) => ({
      ...subject,
      ...inOrder(columns, present(own)),
      ...authority,
      ...source,
    }));
};

/** The columns that a row about such a subject has, and of the cells those that such a row can hold. */
const inRow = (kind: RecordKind, cells: Cells) => {
  const category = cells['/subject/category']?.ours;
  const columns = kindDefinition(kind).columns.filter(
    ({ national, of }) => national !== undefined && (of?.some((one) => one === category) ?? true),
  );
  const places = columns.flatMap(({ at, implies }) => (implies ? [at, implies.at] : [at]));
  const held = Object.fromEntries(Object.entries(cells).filter(([at]) => places.includes(at)));
  return { columns, cells: held };
};

/** Whether a row can hold the subject: by a code of its own, and by the only sort of document that the table may mean. */
const isNamedIn = (kind: RecordKind, cells: Cells): boolean => {
  const { columns, cells: held } = inRow(kind, cells);
  const codes = ['/subject/unifiedSocialCreditCode', '/subject/registrationNumber', '/subject/document/number'];
  const isImplied = columns.every(
    ({ implies, at }) => !held[at] || !implies || held[implies.at]?.ours === implies.value,
  );
  return isImplied && codes.some((at) => held[at] !== undefined);
};

const treeOf = (cells: Cells): object => {
  const tree: Record<string, unknown> = {};
  for (const [at, { ours }] of Object.entries(cells)) {
    const path = at.slice(1).split('/');
    const last = path.pop() ?? '';
    const place = path.reduce<Record<string, unknown>>((inner, name) => {
      inner[name] ??= {};
      return inner[name] as Record<string, unknown>;
    }, tree);
    place[last] = ours;
  }
  return tree;
};

/** The same record in our names and as a row of the national table, made independently of each other. */
export interface Twin {
  readonly kind: RecordKind;
  readonly submission: object;
  readonly row: Readonly<Record<string, string>>;
}

/** The same record twice, of one kind. */
export const anyTwinOf = (kind: RecordKind): fc.Arbitrary<Twin> =>
  anyCells(kind)
    .filter((cells) => isNamedIn(kind, cells))
    .map((all) => {
      const { columns, cells } = inRow(kind, all);
      const row = columns.map(({ national = '', at, shape }) => {
        const absent = shape.type === 'end-date' && shape.stated ? '2099/12/31' : '';
        const code = shape.type === 'word' ? shape.codes?.[String(cells[at]?.ours)] : undefined;
        return [national, code ?? cells[at]?.national ?? absent];
      });
      return { kind, submission: { kind, ...treeOf(cells) }, row: Object.fromEntries(row) };
    });

export const anyTwin: fc.Arbitrary<Twin> = fc.constantFrom(...NATIONAL_KINDS).chain(anyTwinOf);

/** A submission of a kind in our names, with places that no national table has. */
export const anySubmissionOf = (kind: RecordKind): fc.Arbitrary<Pick<Twin, 'kind' | 'submission'>> =>
  anyCells(kind).map((cells) => ({ kind, submission: { kind, ...treeOf(cells) } }));

export const anySubmission = fc.constantFrom(...KINDS).chain(anySubmissionOf);

/** Reads what must be readable, as it comes out of a body. */
export const reading = (sent: unknown): RecordSubmission => {
  const read = readSubmission(JSON.parse(JSON.stringify(sent)));
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.value;
};
