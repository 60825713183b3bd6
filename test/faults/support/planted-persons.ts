import { fictionalCompany, fictionalPerson } from '../../builders/fictional.ts';
import type { Planted } from '../../watch/planted.ts';

/** Persons who are nobody, with names and numbers that stand nowhere by chance: each number ends in X. */
export const PENALISED = fictionalPerson('欧阳淑桢', '19720319', '046');
export const LEGAL_REPRESENTATIVE = fictionalPerson('慕容砚秋', '19780312', '057');
export const OPERATOR = fictionalPerson('司徒槐序', '19810627', '042');
/** Whose data only ever came in a refused request, or in a text that was to be free of them. */
export const STRANGER = fictionalPerson('尉迟嘉禾', '19690704', '065');

export const TELEPHONE = '13942718653';
export const ADDRESS = '梧桐里十八号楼三单元';

/** A firm, and a trader that is registered under the operator's own name: only the category of such a one is public. */
export const FIRM = fictionalCompany(7101, '庄河示例清查建筑有限公司');
export const TRADER = {
  category: 'sole-trader',
  name: `${OPERATOR.name}（个体工商户）`,
  unifiedSocialCreditCode: '92210299000000019N',
  legalRepresentative: { name: OPERATOR.name },
} as const;

const PERSONS = [
  ['the penalised person', PENALISED, ['ouyangshuzhen', 'shuzhen']],
  ['the legal representative', LEGAL_REPRESENTATIVE, ['murongyanqiu', 'yanqiu']],
  ['the operator', OPERATOR, ['situhuaixu', 'huaixu']],
  ['the stranger', STRANGER, ['yuchijiahe', 'weichijiahe', 'jiahe']],
] as const;

/** All that is searched for. */
export const PLANTED: readonly Planted[] = [
  ...PERSONS.flatMap(([who, { name, document }, also]): readonly Planted[] => [
    { sort: 'name', label: `name of ${who}`, value: name, also },
    { sort: 'number', label: `number of ${who}`, value: document.number },
  ]),
  { sort: 'telephone', label: 'the telephone number', value: TELEPHONE },
  { sort: 'address', label: 'the address', value: ADDRESS },
];
