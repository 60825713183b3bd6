/** Public paths and sizes of the log's files: C2SP tlog-tiles. */

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;

export const LOG = 'log/';
const TILES = `${LOG}tile/`;
export const CHECKPOINT = `${LOG}checkpoint`;

/** A tile's place in the tree: its level, its number within the level, and how many hashes it holds. */
export interface TileAt {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

const DIGITS = 3;
const THOUSAND = 1_000;

/** `x001/x234/067` for 1234067. */
const numberPath = (index: number): string => {
  const last = String(index % THOUSAND).padStart(DIGITS, '0');
  const before: string[] = [];
  for (let rest = Math.floor(index / THOUSAND); rest > 0; rest = Math.floor(rest / THOUSAND)) {
    before.unshift(`x${String(rest % THOUSAND).padStart(DIGITS, '0')}`);
  }
  return [...before, last].join('/');
};

const widthPath = (width: number): string => (width === TILE_WIDTH ? '' : `.p/${width}`);

/** The path of a tile of hashes. */
export const tilePath = ({ level, index, width }: TileAt): string =>
  `${TILES}${level}/${numberPath(index)}${widthPath(width)}`;

/** The path of a bundle of entries. */
export const bundlePath = ({ index, width }: Pick<TileAt, 'index' | 'width'>): string =>
  `${TILES}entries/${numberPath(index)}${widthPath(width)}`;

/** Leaves under one hash of a level. */
export const leavesUnder = (level: number): number => TILE_WIDTH ** level;

/** The partial tiles on the right edge of a tree, from level 0 up. */
export const edgeTiles = (size: number): readonly TileAt[] => {
  const tiles: TileAt[] = [];
  for (let level = 0; leavesUnder(level) <= size; level++) {
    const hashes = Math.floor(size / leavesUnder(level));
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
};

/** How wide a tile is in a tree of `size` leaves: 256, less on the right edge, 0 if it is not there. */
export const widthOf = (size: number, { level, index }: Pick<TileAt, 'level' | 'index'>): number =>
  Math.min(TILE_WIDTH, Math.max(0, Math.floor(size / leavesUnder(level)) - index * TILE_WIDTH));

/** All files of a tree of `size` leaves that must lie there. */
export const filesOfTree = (size: number): readonly string[] => {
  const paths: string[] = [];
  for (let level = 0; leavesUnder(level) <= size; level++) {
    const tiles = Math.ceil(Math.floor(size / leavesUnder(level)) / TILE_WIDTH);
    for (let index = 0; index < tiles; index++) {
      const width = widthOf(size, { level, index });
      paths.push(tilePath({ level, index, width }));
      if (level === 0) paths.push(bundlePath({ index, width }));
    }
  }
  return paths;
};

/** The partial tiles, and bundles, that a full tile replaces. */
export const partialsOf = ({ level, index }: Pick<TileAt, 'level' | 'index'>): readonly string[] =>
  Array.from({ length: TILE_WIDTH - 1 }, (_, at) => {
    const tile = { level, index, width: at + 1 };
    return level === 0 ? [tilePath(tile), bundlePath(tile)] : [tilePath(tile)];
  }).flat();
