import type { Failure } from '../../../kernel/failure.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { dateStyles } from './cell-formats.ts';
import { LIMITS, unreadableBook } from './limits.ts';
import { type ByteSource, type PackagePart, packageParts } from './package.ts';
import { textCollector } from './texts.ts';
import { type Bound, unpacked } from './unpack.ts';
import { type Attributes, readXml } from './xml.ts';

/** What the cells of a workbook refer to, and its visible sheets in their order. */
export interface Book {
  readonly source: ByteSource;
  readonly sheets: readonly PackagePart[];
  readonly sharedStrings: readonly string[];
  /** Styles that show dates. */
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}

const SMALL: Bound = { limit: LIMITS.small, what: { zh: '样式等部件字节', en: 'bytes of styles and the like' } };
const STRINGS: Bound = { limit: LIMITS.sharedStrings, what: { zh: '共享文字字节', en: 'bytes of shared texts' } };

type Parts = ReadonlyMap<string, PackagePart>;

const readSharedStrings = async (
  source: ByteSource,
  part: PackagePart,
): Promise<Result<readonly string[], Failure>> => {
  const strings: string[] = [];
  const item = textCollector();
  const read = await readXml(unpacked(source, part, STRINGS), {
    open: item.open,
    text: item.text,
    close: (name) => {
      item.close(name);
      if (name === 'si') strings.push(item.take());
    },
  });
  return read.ok ? ok(strings) : read;
};

interface Contents {
  readonly sheets: readonly { readonly id: string; readonly visible: boolean }[];
  readonly from1904: boolean;
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The id of a relation has a prefix of the document's choice. */
const relationIn = (attributes: Attributes): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

const readContents = async (source: ByteSource, part: PackagePart): Promise<Result<Contents, Failure>> => {
  const sheets: { id: string; visible: boolean }[] = [];
  let from1904 = false;
  const read = await readXml(unpacked(source, part, SMALL), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name === 'sheet')
        sheets.push({ id: relationIn(attributes), visible: (attributes['state'] ?? 'visible') === 'visible' });
    },
  });
  return read.ok ? ok({ sheets, from1904 }) : read;
};

interface Relation {
  readonly type: string;
  readonly target: string;
}

type Relations = ReadonlyMap<string, Relation>;

/** Targets are relative to the folder of the part that has them, or begin at the root of the package. */
const absolute = (folder: string, target: string): string => {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
};

const readRelations = async (source: ByteSource, parts: Parts, of: string): Promise<Result<Relations, Failure>> => {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const part = parts.get(`${folder}_rels/${of.slice(folder.length)}.rels`);
  if (part === undefined) return fail(unreadableBook('no-package'));
  const relations = new Map<string, Relation>();
  const read = await readXml(unpacked(source, part, SMALL), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const type = (attributes['Type'] ?? '').split('/').at(-1) ?? '';
      relations.set(attributes['Id'] ?? '', { type, target: absolute(folder, attributes['Target'] ?? '') });
    },
  });
  return read.ok ? ok(relations) : read;
};

const readDates = async (source: ByteSource, part: PackagePart): Promise<Result<ReadonlySet<number>, Failure>> => {
  const styles = dateStyles();
  const read = await readXml(unpacked(source, part, SMALL), styles);
  return read.ok ? ok(styles.take()) : read;
};

const partOf = (parts: Parts, relations: Relations, type: string): PackagePart | undefined => {
  const relation = [...relations.values()].find((one) => one.type === type);
  return relation && parts.get(relation.target);
};

/** Opens a workbook: everything but its sheets is read. */
export const openBook = async (source: ByteSource): Promise<Result<Book, Failure>> => {
  const parts = await packageParts(source);
  if (!parts.ok) return parts;
  const root = await readRelations(source, parts.value, '');
  if (!root.ok) return root;
  const main = partOf(parts.value, root.value, 'officeDocument');
  if (main === undefined) return fail(unreadableBook('no-package'));
  const contents = await readContents(source, main);
  if (!contents.ok) return contents;
  const relations = await readRelations(source, parts.value, main.name);
  if (!relations.ok) return relations;
  const styles = partOf(parts.value, relations.value, 'styles');
  const dates = styles ? await readDates(source, styles) : ok(new Set<number>());
  if (!dates.ok) return dates;
  const shared = partOf(parts.value, relations.value, 'sharedStrings');
  const strings = shared ? await readSharedStrings(source, shared) : ok([]);
  if (!strings.ok) return strings;
  const sheets = contents.value.sheets.flatMap(({ id, visible }) => {
    const relation = relations.value.get(id);
    const part = relation?.type === 'worksheet' ? parts.value.get(relation.target) : undefined;
    return visible && part ? [part] : [];
  });
  return ok({ source, sheets, sharedStrings: strings.value, dates: dates.value, from1904: contents.value.from1904 });
};
