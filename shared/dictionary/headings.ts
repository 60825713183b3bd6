import type { RecordKind } from '../records/kinds/kinds.ts';
import { dictionaryOf, type Entry } from './entry.ts';

/** Other words for a column that the national templates and departments' systems use. */
const OTHER_LABELS: Readonly<Record<string, readonly string[]>> = {
  '/subject/category': ['相对人类别', '主体类别'],
  '/subject/name': ['相对人名称', '主体名称'],
  '/subject/document/type': ['自然人证件类型', '行政相对人证件类型'],
  '/subject/document/number': ['自然人证件号码', '行政相对人证件号码'],
  '/subject/unifiedSocialCreditCode': ['行政相对人代码_1', '社会信用代码'],
  '/subject/registrationNumber': ['行政相对人代码_2', '工商登记码'],
  '/subject/organisationCode': ['行政相对人代码_3'],
  '/subject/taxRegistrationNumber': ['行政相对人代码_4'],
  '/subject/institutionCertificate': ['行政相对人代码_5'],
  '/subject/socialOrganisationNumber': ['行政相对人代码_6'],
  '/source/unifiedSocialCreditCode': ['数据来源单位代码'],
};

/** A heading as it is compared: width of characters, case, spaces, marks of what is required and brackets do not matter. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}*'"“”_.·、,，:：()[\]{}〔〕【】《》〈〉]/gu, '')
    .toLowerCase();

const BRACKETED = /[([【〔](.*?)[)\]】〕]/g;

/** The spellings under which a heading may be known: whole, without what stands in brackets, and that alone. */
const spellings = (heading: string): readonly string[] => {
  const text = heading.normalize('NFKC');
  const inner = [...text.matchAll(BRACKETED)].map(([, words = '']) => words);
  return [text, text.replaceAll(BRACKETED, ' '), ...inner].map(plain).filter((word) => word !== '');
};

const namesOf = ({ key, name, label, column }: Entry): readonly string[] => [
  key,
  name,
  label.zh,
  label.en,
  ...(column.variants ?? []),
  ...(OTHER_LABELS[column.at] ?? []),
];

const lookupOf = (kind: RecordKind): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const [place, entry] of dictionaryOf(kind).entries()) {
    for (const name of new Set(namesOf(entry).map(plain))) found.set(name, [...(found.get(name) ?? []), place]);
  }
  return found;
};

const lookups = new Map<RecordKind, ReadonlyMap<string, readonly number[]>>();

/** No heading is longer; a row of data that is tried for one may be, and is not looked at. */
const LONGEST_HEADING = 200;

/** Amounts are in 万元 (the national tables): a heading that names another unit is another column. */
const isOtherUnit = (heading: string, entry: Entry | undefined): boolean =>
  entry?.column.shape.type === 'money' && /元/.test(heading) && !/万元/.test(heading);

/**
 * The entries of a kind's dictionary that a heading names, by key, by our name or by label, as places in the dictionary: several where a table gives one key
 * to a firm's code and to a person's number. None if it names none.
 */
export const entriesUnder = (kind: RecordKind, heading: string): readonly number[] => {
  if (heading.length > LONGEST_HEADING) return [];
  const lookup = lookups.get(kind) ?? lookupOf(kind);
  lookups.set(kind, lookup);
  const [found = []] = spellings(heading).flatMap((word) => {
    const places = lookup.get(word);
    return places === undefined ? [] : [places];
  });
  return isOtherUnit(heading, dictionaryOf(kind)[found[0] ?? -1]) ? [] : found;
};
