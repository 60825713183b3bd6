import type { Label } from '../../../shared/kernel/label.ts';
import { barChart } from './chart.ts';
import { type Column, element, make, pair, table } from './dom.ts';
import { moment } from './moment.ts';
import { startPage } from './page.ts';
import { readJson } from './read.ts';
import { word } from './words.ts';
import { fill } from './work.ts';

/** docs/disclosure-format.md, `statistics.json`. null: left out, so that no small figure is told. */
interface Figures {
  readonly onTime: number | null;
  readonly late: number | null;
  readonly missing: number | null;
  readonly onTimePercent: number | null;
}
interface Month {
  readonly month: string;
  readonly total: Figures;
  readonly kinds: readonly (Figures & { readonly kind: string })[];
  readonly departments: readonly (Figures & {
    readonly departmentCode: string;
    readonly departmentName: string;
    readonly departmentNameEn: string;
  })[];
}
interface Statistics {
  readonly countedAt: string | null;
  readonly smallestShown: number;
  readonly months: readonly Month[];
}

/** Months that the charts show; the table has all. */
const CHARTED = 12;

const SERIES = [
  { of: 'onTime', label: { zh: '七个工作日内公示', en: 'Within seven working days' } },
  { of: 'late', label: { zh: '逾期公示', en: 'Later' } },
  { of: 'missing', label: { zh: '逾期未公示', en: 'Not public though due' } },
] as const satisfies readonly { readonly of: keyof Figures; readonly label: Label }[];

const NONE = { zh: '还没有统计数据。', en: 'There are no figures yet.' };
const LEFT_OUT = { zh: '略', en: 'left out' };
const SHARE = { zh: '按时公示率', en: 'On time' };
const MONTH = { zh: '月份', en: 'Month' };

const figure = (value: number | null, unit = ''): Node | string =>
  value === null ? make('span', { class: 'hint' }, pair(LEFT_OUT)) : `${value.toLocaleString('zh-CN')}${unit}`;

const figureColumns = <Row extends Figures>(): readonly Column<Row>[] => [
  ...SERIES.map(({ of, label }) => ({ heading: label, cell: (row: Row) => figure(row[of]), class: 'number' })),
  { heading: SHARE, cell: ({ onTimePercent }: Row) => figure(onTimePercent, '%'), class: 'number' },
];

const byMonth = (months: readonly Month[]): HTMLElement =>
  table(
    { zh: '按决定月份', en: 'By month of the decision' },
    [{ heading: MONTH, cell: ({ month }) => month, names: true }, ...figureColumns<Figures & { month: string }>()],
    months.map(({ month, total }) => ({ month, ...total })),
  );

const ofMonth = ({ month, kinds, departments }: Month): readonly Node[] => [
  table(
    { zh: `${month} 按类别`, en: `${month} by kind` },
    [
      { heading: { zh: '类别', en: 'Kind' }, cell: ({ kind }) => word('kind', kind), names: true },
      ...figureColumns<Month['kinds'][number]>(),
    ],
    kinds,
  ),
  table(
    { zh: `${month} 按部门`, en: `${month} by department` },
    [
      {
        heading: { zh: '部门', en: 'Department' },
        cell: ({ departmentName: zh, departmentNameEn: en }) => pair({ zh, en }),
        names: true,
      },
      ...figureColumns<Month['departments'][number]>(),
    ],
    departments,
  ),
];

const monthPart = (months: readonly Month[]): readonly Node[] => {
  const select = make('select', { id: 'month' });
  select.append(...months.map(({ month }) => new Option(month, month)));
  const place = make('div', { id: 'of-month', role: 'status' });
  const show = (): void => {
    const chosen = months.find(({ month }) => month === select.value);
    if (chosen !== undefined) place.replaceChildren(...ofMonth(chosen));
  };
  select.addEventListener('change', show);
  show();
  const label = make('label', {}, pair(MONTH));
  label.htmlFor = 'month';
  return [make('p', {}, label, select), place];
};

const heading = (label: Label): HTMLElement => make('h2', {}, pair(label));

const show = async (): Promise<readonly Node[]> => {
  const statistics = await readJson<Statistics>('/statistics.json');
  if (statistics === undefined || statistics.months.length === 0) return [make('p', { class: 'note' }, pair(NONE))];
  const { months, countedAt, smallestShown } = statistics;
  const leftOut = {
    zh: `小于 ${smallestShown} 的数字，以及可以由此推算出它们的数字，均略去。`,
    en: `Figures below ${smallestShown}, and those from which they could be worked out, are left out.`,
  };
  const charted = months.slice(0, CHARTED).toReversed();
  return [
    heading({ zh: '是否按时公示', en: 'Published in time' }),
    barChart({
      caption: {
        zh: '各月应公示决定的公示情况（数字见下表）',
        en: 'Decisions that had to be public, by month (the figures are in the table below)',
      },
      series: SERIES.map(({ label }) => label),
      groups: charted.map(({ month, total }) => ({ name: month, values: SERIES.map(({ of }) => total[of]) })),
    }),
    byMonth(months),
    make('p', { class: 'hint' }, pair(leftOut)),
    heading({ zh: '按类别和部门', en: 'By kind and department' }),
    ...monthPart(months),
    ...(countedAt === null
      ? []
      : [make('p', { class: 'hint' }, pair({ zh: '统计时间：', en: 'Counted at: ' }), moment(countedAt))]),
  ];
};

startPage();
void fill(element('statistics', HTMLElement), show);
