import { strFromU8, unzipSync } from 'fflate';

export interface ReadSheet {
  readonly name: string;
  /** Cells as a spreadsheet reads them: texts, numbers, undefined where there is none. */
  readonly rows: readonly (readonly (string | number | undefined)[])[];
  readonly formulas: number;
}

const plain = (xml: string): string =>
  xml
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Reads back what a workbook says (ECMA-376): the names of its sheets and their cells. */
export const readXlsx = (bytes: Uint8Array): readonly ReadSheet[] => {
  const files = unzipSync(bytes);
  const file = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
  const shared = [...file('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text = '']) => plain(text));
  const cell = (attributes: string, content: string): string | number | undefined => {
    const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
    if (/t="inlineStr"/.test(attributes)) return plain(content);
    if (value === undefined) return undefined;
    return /t="s"/.test(attributes) ? shared[Number(value)] : Number(value);
  };
  const names = [...file('xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(([, name = '']) =>
    plain(name),
  );
  return names.map((name, at) => {
    const xml = file(`xl/worksheets/sheet${at + 1}.xml`);
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', content = '']) =>
        cell(attributes, content),
      ),
    );
    return { name, rows, formulas: xml.split('<f>').length - 1 };
  });
};
