import { axisBottom, axisLeft } from 'd3-axis';
import { scaleBand, scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import type { Label } from '../../../shared/kernel/label.ts';
import { make, pair } from './dom.ts';

/** One group of bars. A value that is left out is `null`: no bar is drawn, and the table says so. */
export interface Group {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly caption: Label;
  /** What the bars of a group are, in their order. */
  readonly series: readonly Label[];
  readonly groups: readonly Group[];
}

const WIDTH = 720;
const HEIGHT = 280;
const MARGIN = { top: 12, right: 8, bottom: 28, left: 48 };
const TICKS = 5;

let drawn = 0;

const legend = (series: readonly Label[]): HTMLElement =>
  make(
    'ul',
    { class: 'legend' },
    ...series.map((label, at) => make('li', {}, make('span', { class: `swatch series-${at}` }), pair(label))),
  );

/**
 * Bars by group, as SVG in the ink of the page. It is a picture of the table that stands beside it: a screen reader is told so and reads the table.
 * Attributes only, no inline style: that holds under the strict content security policy.
 */
export const barChart = ({ caption, series, groups }: Chart): HTMLElement => {
  drawn += 1;
  const id = `chart-${drawn}`;
  const x = scaleBand()
    .domain(groups.map(({ name }) => name))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .paddingInner(0.25)
    .paddingOuter(0.15);
  const inGroup = scaleBand<number>().domain(series.keys()).range([0, x.bandwidth()]).padding(0.08);
  const highest = Math.max(1, ...groups.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const y = scaleLinear([0, highest], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(TICKS);
  const figure = make('figure', { class: 'chart' }, make('figcaption', { id }, pair(caption)), legend(series));
  const svg = select(figure)
    .append('svg')
    .attr('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    .attr('role', 'img')
    .attr('aria-labelledby', id);
  const ticks = y.ticks(TICKS).filter(Number.isInteger);
  svg
    .append('g')
    .attr('class', 'grid')
    .attr('transform', `translate(${MARGIN.left},0)`)
    .call(
      axisLeft(y)
        .tickValues(ticks)
        .tickSize(MARGIN.left + MARGIN.right - WIDTH)
        .tickFormat(String),
    );
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${HEIGHT - MARGIN.bottom})`)
    .call(axisBottom(x).tickSizeOuter(0));
  for (const { name, values } of groups) {
    for (const [at, value] of values.entries()) {
      if (value === null) continue;
      svg
        .append('rect')
        .attr('class', `bar series-${at}`)
        .attr('x', (x(name) ?? 0) + (inGroup(at) ?? 0))
        .attr('width', inGroup.bandwidth())
        .attr('y', y(value))
        .attr('height', y(0) - y(value));
    }
  }
  return figure;
};
