import { currentJson, type Draft, placeJson } from './draft.ts';
import { paths } from './files.ts';
import { MonthFile, monthOf, type VersionRow, VersionsFile, withOlder, withVersion } from './versions.ts';

/** Adds a version to the list of versions, and moves the oldest one of the list to the file of its month. */
export const draftVersions = async (draft: Draft, row: VersionRow): Promise<void> => {
  const known = VersionsFile.optional().parse(await currentJson(draft, paths.versions));
  const { file, moved } = withVersion(known ?? { versions: [], months: [] }, row);
  for (const [month, rows] of Map.groupBy(moved, monthOf)) {
    const path = paths.versionsOf(month);
    const older = MonthFile.optional().parse(await currentJson(draft, path));
    await placeJson(draft, path, withOlder(older ?? { versions: [] }, rows));
  }
  await placeJson(draft, paths.versions, file);
};
