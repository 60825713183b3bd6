import {
  CREDIT_CODE_ALPHABET,
  creditCodeCheck,
  identityNumberCheck,
  organisationCodeCheck,
} from '../../../shared/subjects/check-characters.ts';
import { LICENCE_KINDS, SUBJECT_WORDS } from './licences.ts';
import { CRITERIA, GOODS, IMPACTS, MATTERS, PENALTY_SENTENCES, PLACES, PROCEDURE } from './matters.ts';
import { type Chance, seeded } from './random.ts';

/** A posting of the reference set: as it is sent, and by whom. */
export interface ReferencePosting {
  readonly department: string;
  readonly submission: { readonly kind: string; readonly [field: string]: unknown };
}

/** How long the facts of a penalty and the content of a licence are, in characters. */
export const TEXT_LENGTHS = { least: 30, most: 400 } as const;

/** Subjects' codes are of area 210299, which is assigned to nobody. */
const creditCode = (chance: Chance, head: string): string => {
  const body = Array.from({ length: 8 }, () => chance.pick(CREDIT_CODE_ALPHABET)).join('');
  const first17 = `${head}210299${body}${organisationCodeCheck(body)}`;
  return `${first17}${creditCodeCheck(first17)}`;
};

const personName = ({ pick, chance }: Chance): string =>
  [SUBJECT_WORDS.surnames, SUBJECT_WORDS.given, ...(chance(0.8) ? [SUBJECT_WORDS.given] : [])].map(pick).join('');

const identityNumber = (chance: Chance): string => {
  const day = String(chance.between(1, 28)).padStart(2, '0');
  const month = String(chance.between(1, 12)).padStart(2, '0');
  const first17 = `210299${chance.between(1958, 2003)}${month}${day}${chance.digits(3)}`;
  return `${first17}${identityNumberCheck(first17)}`;
};

const identityCard = (chance: Chance) => ({ type: 'resident-identity-card', number: identityNumber(chance) });

const representative = (chance: Chance) => ({
  name: personName(chance),
  ...(chance.chance(0.4) && { document: identityCard(chance) }),
});

const organisation = (chance: Chance) => {
  const { first, second, organisation: forms } = SUBJECT_WORDS;
  const name = `${chance.pick(['庄河市', '大连', '庄河'])}${chance.pick(first)}${chance.pick(second)}${chance.pick(forms)}`;
  return {
    category: 'organisation',
    name,
    unifiedSocialCreditCode: creditCode(chance, '91'),
    ...(chance.chance(0.7) && { legalRepresentative: representative(chance) }),
  };
};

const trader = (chance: Chance) => ({
  category: 'sole-trader',
  name: `庄河市${chance.pick(PLACES).slice(0, 4)}${chance.pick(SUBJECT_WORDS.given)}${chance.pick(SUBJECT_WORDS.given)}${chance.pick(SUBJECT_WORDS.trader)}`,
  unifiedSocialCreditCode: creditCode(chance, '92'),
  ...(chance.chance(0.7) && { legalRepresentative: representative(chance) }),
});

const person = (chance: Chance) => ({ category: 'person', name: personName(chance), document: identityCard(chance) });

const dateIn2026 = ({ between }: Chance): string =>
  `2026-${String(between(1, 10)).padStart(2, '0')}-${String(between(1, 28)).padStart(2, '0')}`;

const inWords = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

const filled = (sentence: string, chance: Chance): string =>
  sentence
    .replaceAll('{date}', () => inWords(dateIn2026(chance)))
    .replaceAll('{place}', () => chance.pick(PLACES))
    .replaceAll('{goods}', () => chance.pick(GOODS))
    .replaceAll('{amount}', () => `${chance.between(3, 9_000)}.${chance.digits(2)}`)
    .replaceAll('{number}', () => String(chance.mostlySmall(2, 2_000)));

/** Sentences, none of them twice, up to a length. */
const textOf = (sentences: readonly string[], join: string, chance: Chance): string => {
  const length = chance.mostlySmall(TEXT_LENGTHS.least, TEXT_LENGTHS.most);
  return sentences
    .map((sentence) => filled(sentence, chance))
    .join(join)
    .slice(0, length);
};

const SHARES = { person: 0.08, trader: 0.25 };

const penalisedSubject = (chance: Chance) => {
  if (chance.chance(SHARES.person)) return person(chance);
  return chance.chance(SHARES.trader) ? trader(chance) : organisation(chance);
};

const penalty = (chance: Chance, serial: number): ReferencePosting => {
  const matter = chance.pick(MATTERS);
  const subject = penalisedSubject(chance);
  const decisionDate = dateIn2026(chance);
  const { text, categories } = chance.pick(PENALTY_SENTENCES);
  const [fine, gain] = [chance.mostlySmall(100, 200_000), chance.mostlySmall(10, 50_000)];
  const facts = [...matter.facts, ...chance.shuffled(PROCEDURE)];
  const isPublic = subject.category !== 'person' && chance.chance(0.8);
  return {
    department: matter.department,
    submission: {
      kind: 'administrative-penalty',
      subject,
      documentNumber: `${matter.mark}〔2026〕${serial}号`,
      decisionDate,
      ...(subject.category === 'person' && { actDate: '2025-12-20' }),
      severity: { grade: chance.pick(['general', 'general', 'serious']), criterion: chance.pick(CRITERIA) },
      disclosure: {
        public: isPublic,
        basis: isPublic ? '行政处罚法第四十八条' : '政府信息公开条例第十五条',
        ...(isPublic && { socialImpact: chance.pick(IMPACTS) }),
        decidedOn: decisionDate,
      },
      content: {
        violationType: matter.violationType,
        violationFacts: textOf(facts, '', chance),
        legalBasis: matter.legalBasis,
        penaltyCategories: categories,
        penaltyContent: text.replace('{fine}', String(fine)).replace('{gain}', String(gain)),
        ...(categories.includes('罚款') && { fineFen: fine * 100 }),
        ...(categories.some((category) => category.startsWith('没收')) && { confiscatedFen: gain * 100 }),
      },
    },
  };
};

const licence = (chance: Chance, serial: number): ReferencePosting => {
  const given = chance.pick(LICENCE_KINDS);
  const decisionDate = dateIn2026(chance);
  return {
    department: given.department,
    submission: {
      kind: 'administrative-licence',
      subject: chance.chance(SHARES.trader) ? trader(chance) : organisation(chance),
      documentNumber: `${given.mark}〔2026〕${serial}号`,
      decisionDate,
      disclosure: { public: true, basis: '行政许可法第四十条', decidedOn: decisionDate },
      content: {
        documentName: given.documentName,
        licenceCategory: given.category,
        certificateName: given.certificateName,
        licenceNumber: `${given.prefix}${chance.digits(7)}`,
        licenceContent: textOf(chance.shuffled(given.items), '；', chance),
        validFrom: decisionDate,
        ...(chance.chance(0.8) && { validTo: `${chance.between(2029, 2036)}${decisionDate.slice(4)}` }),
        status: 'valid',
      },
    },
  };
};

/** `size` postings, three penalties to two licences, each with a document number of its own. */
export const referenceSet = (size: number, seed = 20_261_122): readonly ReferencePosting[] => {
  const chance = seeded(seed);
  return Array.from({ length: size }, (_, index) =>
    chance.chance(0.6) ? penalty(chance, index + 1) : licence(chance, index + 1),
  );
};
