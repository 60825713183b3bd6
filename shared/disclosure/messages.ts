/**
 * The publisher's log messages: alarms listen to these words, so that they change together with
 * infra/constructs/publication-alarms.ts.
 */
export const publisherMessages = {
  projected: 'publication projected',
  nothingToPublish: 'nothing to publish',
  additionsHeld: 'additions held back by the volume check',
  clockBehind: 'the clock stands before the day of the newest version, only removals go out',
  additionsFailed: 'additions could not be built, only removals go out',
  fileFull: 'additions to a full public file held back',
  entryRefused: 'entry refused at the last gate',
  standingUnreadable: 'standings of records could not be read',
  followUpFailed: 'follow-ups of a publication failed',
  overtaken: 'publication overtaken by another run',
  fileDamaged: 'public file damaged',
  digestDiffers: 'public state differs from its digest',
  straysRemoved: 'stray public files removed',
  requestMalformed: 'publication request malformed',
  workshopNotCleared: 'staging bucket not cleared',
  notCosigned: 'log not cosigned by a witness',
  leaseNotReleased: 'lease of the publication run not released',
} as const;
