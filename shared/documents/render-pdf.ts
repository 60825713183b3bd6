import PdfDocument from 'pdfkit';
import { toEpochMs } from '../kernel/beijing-time.ts';
import type { Block, Document } from './document.ts';
import { pageNumber } from './page-text.ts';
import { drawFacts } from './pdf-facts.ts';
import {
  BODY_SIZE,
  drawTable,
  FOOT_SIZE,
  HEADING_SIZES,
  type Pdf,
  roomFor,
  TITLE_SIZE,
  textWidth,
} from './pdf-layout.ts';

/** 2 cm, and a little more below for the page number. */
const MARGINS = { top: 57, bottom: 64, left: 57, right: 57 };
const FOOT_ABOVE_EDGE = 40;
const LINE_GAP = 4;
const NOTE_SIZE = 9;
const NOTE_INK = '#444444';
const ITEM_INDENT = 10;
/** Two or three lines and the room that a seal takes. */
const CLOSING_HEIGHT = 110;

const LANGUAGE_TAGS = { zh: 'zh-CN', en: 'en' } as const;

const drawBlock = (pdf: Pdf, block: Block): void => {
  switch (block.kind) {
    case 'heading':
      // A heading does not stay behind alone at the foot of a page.
      roomFor(pdf, HEADING_SIZES[1] * 4);
      pdf.moveDown(0.6).fontSize(HEADING_SIZES[block.level]).text(block.text, { lineGap: LINE_GAP });
      return;
    case 'paragraph':
      pdf.fontSize(BODY_SIZE).text(block.text, { lineGap: LINE_GAP, paragraphGap: LINE_GAP });
      return;
    case 'note':
      pdf.fontSize(NOTE_SIZE).fillColor(NOTE_INK).text(block.text, { lineGap: LINE_GAP, paragraphGap: LINE_GAP });
      pdf.fillColor('black');
      return;
    case 'items':
      pdf.fontSize(BODY_SIZE);
      for (const item of block.items) pdf.text(`· ${item}`, { lineGap: LINE_GAP, indent: ITEM_INDENT });
      pdf.moveDown(0.2);
      return;
    case 'facts':
      drawFacts(pdf, block.facts);
      return;
    case 'closing':
      // Who says so does not stand on a page without a word of what is said, nor apart from the day.
      roomFor(pdf, CLOSING_HEIGHT);
      pdf.moveDown(2).fontSize(BODY_SIZE);
      for (const line of block.lines) pdf.text(line, { align: 'right', lineGap: LINE_GAP });
      pdf.moveDown(2);
      return;
    case 'table':
      drawTable(pdf, block);
      return;
    default:
      block satisfies never;
  }
};

const drawTitle = (pdf: Pdf, { issuer, title, subtitle }: Document): void => {
  if (issuer !== undefined) pdf.fontSize(HEADING_SIZES[1]).text(issuer, { align: 'center', lineGap: LINE_GAP });
  pdf.fontSize(TITLE_SIZE).text(title, { align: 'center', lineGap: LINE_GAP });
  if (subtitle !== undefined) pdf.fontSize(BODY_SIZE).text(subtitle, { align: 'center', lineGap: LINE_GAP });
  pdf.moveDown(0.6);
};

/** Drawn when all pages are known. The foot lies in the margin: with the margin left as it is, text there would begin a new page. */
const numberPages = (pdf: Pdf, { language }: Document): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const { margins } = pdf.page;
    pdf.page.margins = { ...margins, bottom: 0 };
    pdf
      .fontSize(FOOT_SIZE)
      .text(pageNumber(language, page + 1, count), margins.left, pdf.page.height - FOOT_ABOVE_EDGE, {
        align: 'center',
        width: textWidth(pdf),
        lineBreak: false,
      });
    pdf.page.margins = margins;
  }
};

/**
 * A4 pages as PDF 1.7 with the glyphs that are used embedded, so that Chinese shows and can be searched everywhere. `font` is a whole
 * OpenType font. The same document gives the same bytes.
 */
export const renderPdf = async (document: Document, font: Uint8Array): Promise<Uint8Array> => {
  const pdf: Pdf = new PdfDocument({
    size: 'A4',
    layout: document.orientation,
    margins: MARGINS,
    // None of the standard fonts: they know no Chinese.
    font: '',
    bufferPages: true,
    pdfVersion: '1.7',
    lang: LANGUAGE_TAGS[document.language],
    displayTitle: true,
    info: { Title: document.title, CreationDate: new Date(toEpochMs(document.at)) },
  });
  pdf.font(font);
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  drawTitle(pdf, document);
  for (const block of document.blocks) drawBlock(pdf, block);
  numberPages(pdf, document);
  pdf.end();
  await ended;
  return joined(parts);
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
