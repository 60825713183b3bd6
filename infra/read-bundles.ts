import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BuildPaths } from './build.ts';
import { type Bundle, Metafile } from './bundle-gate.ts';

/** The bundles of a build as the gate looks at them. */
export const readBundles = ({ root, out }: BuildPaths): readonly Bundle[] => {
  const { outputs } = Metafile.parse(JSON.parse(readFileSync(join(out, 'meta.json'), 'utf8')));
  return Object.entries(outputs).map(([path, { bytes, inputs }]) => {
    const text = readFileSync(join(root, path), 'utf8');
    return {
      name: basename(dirname(path)),
      bytes,
      gzipBytes: gzipSync(text).length,
      inputs: Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0),
      text,
    };
  });
};
