import { canonicalJson } from '../kernel/canonical-json.ts';

/**
 * Something a newer release wrote is read here without the fields that this release does not know. Whoever writes the next version on top of it
 * would lose them; so they go on as they are where it is clear whose they are, and where it is not, nothing is written.
 */
export class NewerFieldsLost extends Error {
  override readonly name = 'NewerFieldsLost';
  constructor(at: string) {
    super(`a change would lose what a newer release wrote at ${at}`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** A value as it lies in the register, as this release reads it, and as the next version has it. */
interface Passage {
  readonly lies: unknown;
  readonly known: unknown;
  readonly next: unknown;
  /** A JSON Pointer, for the error. */
  readonly at: string;
}

/** Of every version its own: who made it is no news of the one before. */
const OWN: readonly string[] = ['/change'];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEqual = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** Whether something in a value is not known to this release. */
const hasMore = (lies: unknown, known: unknown): boolean => {
  if (Array.isArray(lies) && Array.isArray(known)) return lies.some((one, at) => hasMore(one, known[at]));
  if (!isFields(lies) || !isFields(known)) return false;
  return Object.entries(lies).some(([name, value]) => !Object.hasOwn(known, name) || hasMore(value, known[name]));
};

/** Members that say which thing it is. */
const IDENTITY = ['id', 'code', 'key', 'documentNumber'] as const;

/** Another thing has taken the place of the one that lies there: what is said of the one is not said of the other. */
const isAnother = (known: Fields, next: Fields): boolean =>
  IDENTITY.some((name) => Object.hasOwn(known, name) && !isEqual(known[name], next[name] ?? null));

const fieldsCarried = (lies: Fields, known: Fields, next: Fields, at: string): Fields => {
  if (isAnother(known, next)) throw new NewerFieldsLost(at);
  const carriedOn = Object.entries(next).map(([name, value]) => [
    name,
    carried({ lies: lies[name], known: known[name], next: value, at: `${at}/${name}` }),
  ]);
  const newer = Object.entries(lies).filter(([name]) => !Object.hasOwn(known, name) && !Object.hasOwn(next, name));
  return Object.fromEntries([...carriedOn, ...newer]);
};

/** Items have no names: one that the change left as it was is the same one. Of one that was changed it is not clear which it was. */
const itemsCarried = (lies: readonly unknown[], known: readonly unknown[], next: readonly unknown[], at: string) => {
  const left = known.map((item, index) => ({ item, index }));
  const items = next.map((item) => {
    const found = left.findIndex((one) => isEqual(one.item, item));
    const [same] = found < 0 ? [] : left.splice(found, 1);
    return same === undefined ? item : carried({ lies: lies[same.index], known: same.item, next: item, at });
  });
  if (left.some(({ item, index }) => hasMore(lies[index], item))) throw new NewerFieldsLost(at);
  return items;
};

const carried = ({ lies, known, next, at }: Passage): unknown => {
  if (OWN.includes(at) || !hasMore(lies, known)) return next;
  if (Array.isArray(lies) && Array.isArray(known) && Array.isArray(next)) return itemsCarried(lies, known, next, at);
  return isFields(lies) && isFields(known) && isFields(next) ? fieldsCarried(lies, known, next, at) : next;
};

/**
 * The fields of the next version of a head, with those of the version before it that this release does not know.
 * `lies` is that version as it lies, `known` as this release reads it. Throws NewerFieldsLost where something would be lost.
 */
export const withNewerFields = (versions: {
  readonly lies: object;
  readonly known: object;
  readonly next: object;
}): object => {
  const whole = carried({ ...versions, at: '' });
  return isFields(whole) ? whole : versions.next;
};
