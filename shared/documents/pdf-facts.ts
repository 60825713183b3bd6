import type { Fact } from './document.ts';
import { BODY_SIZE, type Pdf, roomFor, textWidth } from './pdf-layout.ts';

/** The share of a line that names take. */
const NAME_SHARE = 0.26;
const GAP = 8;
const PADDING = 3;
const LINE_GAP = 3;
const RULE = '#d0d0d0';
/** What is longer than this many points is no row: it flows over pages below its name. */
const TALLEST_ROW = 220;

const drawRule = (pdf: Pdf): void => {
  const { left } = pdf.page.margins;
  pdf
    .lineWidth(0.5)
    .moveTo(left, pdf.y)
    .lineTo(left + textWidth(pdf), pdf.y)
    .stroke(RULE);
};

const drawFact = (pdf: Pdf, { name, value }: Fact): void => {
  const { left } = pdf.page.margins;
  const nameWidth = textWidth(pdf) * NAME_SHARE;
  const valueWidth = textWidth(pdf) - nameWidth - GAP;
  pdf.fontSize(BODY_SIZE);
  const valueHeight = pdf.heightOfString(value, { width: valueWidth, lineGap: LINE_GAP });
  const nameHeight = pdf.heightOfString(name, { width: nameWidth, lineGap: LINE_GAP });
  if (valueHeight > TALLEST_ROW) {
    roomFor(pdf, nameHeight * 4);
    pdf.text(name, left, pdf.y + PADDING, { lineGap: LINE_GAP });
    pdf.text(value, left + GAP, pdf.y, { width: textWidth(pdf) - GAP, lineGap: LINE_GAP });
    pdf.y += PADDING;
  } else {
    const height = Math.max(nameHeight, valueHeight) + 2 * PADDING;
    roomFor(pdf, height);
    const { y } = pdf;
    pdf.text(name, left, y + PADDING, { width: nameWidth, lineGap: LINE_GAP });
    pdf.text(value, left + nameWidth + GAP, y + PADDING, { width: valueWidth, lineGap: LINE_GAP });
    pdf.y = y + height;
  }
  pdf.x = left;
  drawRule(pdf);
};

/** Draws names and what they are side by side; what is long stands below its name. */
export const drawFacts = (pdf: Pdf, facts: readonly Fact[]): void => {
  for (const fact of facts) drawFact(pdf, fact);
  pdf.moveDown(0.4);
};
