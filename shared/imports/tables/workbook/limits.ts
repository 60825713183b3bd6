import type { Failure } from '../../../kernel/failure.ts';
import type { Label } from '../../../kernel/label.ts';

const MIB = 1024 * 1024;

/**
 * What is read of a workbook. A part may unpack to a thousand times its size, so that what counts is what comes out; texts that cells share are held in
 * memory (some five times their bytes), everything else passes through. A larger table is sent as CSV.
 */
export const LIMITS = {
  /** Parts of the package, and bytes of their directory. */
  parts: 2_000,
  directory: MIB,
  sheet: 512 * MIB,
  sharedStrings: 24 * MIB,
  /** Styles, the list of sheets, and what stands behind the rows of a sheet. */
  small: 4 * MIB,
  /** Excel's own limits are 1,048,576 and 16,384: no table of a kind has a tenth of this many columns. */
  rows: 1_048_576,
  columns: 512,
  /** Excel's limit of a cell. */
  characters: 32_767,
  merges: 10_000,
} as const;

/** The failure of a workbook that is larger than what is read. */
export const tooLarge = (what: Label, limit: number): Failure => ({
  kind: 'table-too-large',
  parameters: { what, limit },
});

const REASONS = {
  'no-package': {
    zh: '不是 XLSX 工作簿；旧版 XLS 或者加密的工作簿，请另存为不加密的 XLSX',
    en: 'it is no XLSX workbook; save an XLS or an encrypted one as a plain XLSX',
  },
  damaged: { zh: '工作簿已损坏，请重新保存', en: 'the workbook is damaged: save it again' },
  'no-sheet': {
    zh: '没有一张可见工作表的前十行中有列名行，请使用模板中的列名',
    en: 'no visible sheet holds headings in its first ten rows: use those of the template',
  },
  'several-sheets': {
    zh: '有多张工作表含同类数据，请每个文件只留一张',
    en: 'several sheets hold such records: leave one in each file',
  },
} as const satisfies Record<string, Label>;

/** The failure of a workbook that cannot be read. */
export const unreadableBook = (reason: keyof typeof REASONS): Failure => ({
  kind: 'unreadable-table',
  parameters: { reason: REASONS[reason] },
});
