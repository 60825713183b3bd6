import type PdfDocument from 'pdfkit';
import { type Cell, type Column, cellText, type Table } from './document.ts';

export type Pdf = InstanceType<typeof PdfDocument>;

/** Sizes in points. */
export const TITLE_SIZE = 18;
export const HEADING_SIZES = { 1: 14, 2: 11.5 } as const;
export const BODY_SIZE = 10.5;
export const FOOT_SIZE = 9;
const CELL_SIZE = 8.5;
const CELL_PADDING = 3;

const RULE = '#8c8c8c';
const SHADE = '#eef1f5';
const INK = '#000000';

/** Points between the margins. */
export const textWidth = ({ page }: Pdf): number => page.width - page.margins.left - page.margins.right;

const bottomOf = ({ page }: Pdf): number => page.height - page.margins.bottom;

/** Begins a new page if less than `height` points are left; says whether it did. */
export const roomFor = (pdf: Pdf, height: number): boolean => {
  if (pdf.y + height <= bottomOf(pdf)) return false;
  pdf.addPage();
  return true;
};

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const placed = (pdf: Pdf, columns: readonly Column[], cells: readonly Cell[]): readonly Placed[] => {
  const unit = textWidth(pdf) / columns.reduce((sum, { share }) => sum + share, 0);
  let x = pdf.page.margins.left;
  return columns.map(({ share }, at) => {
    const width = share * unit;
    const cell = cells[at];
    const box = { text: cellText(cell), x, width, align: typeof cell === 'string' ? 'left' : 'right' } as const;
    x += width;
    return box;
  });
};

const heightOf = (pdf: Pdf, boxes: readonly Placed[]): number => {
  pdf.fontSize(CELL_SIZE);
  const tallest = boxes.map(({ text, width }) => pdf.heightOfString(text, { width: width - 2 * CELL_PADDING }));
  return Math.max(...tallest) + 2 * CELL_PADDING;
};

const drawRow = (pdf: Pdf, boxes: readonly Placed[], shaded: boolean): void => {
  const height = heightOf(pdf, boxes);
  const { y } = pdf;
  for (const { text, x, width, align } of boxes) {
    if (shaded) pdf.rect(x, y, width, height).fill(SHADE);
    pdf.lineWidth(0.5).rect(x, y, width, height).stroke(RULE);
    pdf
      .fillColor(INK)
      .fontSize(CELL_SIZE)
      .text(text, x + CELL_PADDING, y + CELL_PADDING, { width: width - 2 * CELL_PADDING, align });
  }
  pdf.x = pdf.page.margins.left;
  pdf.y = y + height;
};

/** A row that no page holds flows over pages instead, each cell under its heading. */
const drawTallRow = (pdf: Pdf, columns: readonly Column[], cells: readonly Cell[]): void => {
  const { left } = pdf.page.margins;
  pdf.y += CELL_PADDING;
  for (const [at, { heading }] of columns.entries()) {
    pdf.fontSize(CELL_SIZE).text(heading, left, pdf.y, { underline: true });
    pdf.text(cellText(cells[at]), left + CELL_PADDING, pdf.y, { width: textWidth(pdf) - CELL_PADDING });
    pdf.y += CELL_PADDING;
  }
  pdf.x = left;
};

/** What a row may measure to stand on a page below its headings. */
const tallestRow = (pdf: Pdf, head: readonly Placed[]): number =>
  bottomOf(pdf) - pdf.page.margins.top - heightOf(pdf, head);

/** Draws a table from where the document stands. Rows are not torn apart, and the headings come again on every page. */
export const drawTable = (pdf: Pdf, { title, columns, rows, total }: Table): void => {
  const head = placed(
    pdf,
    columns,
    columns.map(({ heading }) => heading),
  );
  const drawHead = () => drawRow(pdf, head, true);
  roomFor(pdf, HEADING_SIZES[1] * 4 + heightOf(pdf, head));
  pdf.moveDown(0.6).fontSize(BODY_SIZE).text(title).moveDown(0.3);
  drawHead();
  const all = total === undefined ? rows : [...rows, total];
  for (const cells of all) {
    const boxes = placed(pdf, columns, cells);
    const height = heightOf(pdf, boxes);
    if (height > tallestRow(pdf, head)) {
      drawTallRow(pdf, columns, cells);
      continue;
    }
    if (roomFor(pdf, height)) drawHead();
    drawRow(pdf, boxes, cells === total);
  }
  pdf.moveDown(0.6);
};
