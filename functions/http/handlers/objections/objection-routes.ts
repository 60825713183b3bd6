import type { Operation } from '../../../../shared/http/operation.ts';
import {
  askObjectionReview,
  decideObjectionOperation,
  decideReviewOperation,
  extendObjectionOperation,
  fileObjectionOperation,
  getObjection,
  getOwnObjection,
  listObjections,
  listOwnObjections,
} from '../../../../shared/objections/operations.ts';
import {
  type DecideObjectionsDependencies,
  decideObjections,
  decideReviews,
  extendObjections,
} from './decide-objections.ts';
import { type FileObjectionsDependencies, fileObjections } from './file-objections.ts';
import { askReviews, getOwn, listOwn, type OwnObjectionsDependencies } from './own-objections.ts';
import { getObjections, listAllObjections, type ReadObjectionsDependencies } from './read-objections.ts';

export type ObjectionRoutesDependencies = FileObjectionsDependencies &
  OwnObjectionsDependencies &
  ReadObjectionsDependencies &
  DecideObjectionsDependencies;

/** Every operation on objections with its handler. */
export const objectionRoutes = (deps: ObjectionRoutesDependencies) =>
  [
    [fileObjectionOperation, fileObjections(deps)],
    [listOwnObjections, listOwn(deps)],
    [getOwnObjection, getOwn(deps)],
    [askObjectionReview, askReviews(deps)],
    [listObjections, listAllObjections(deps)],
    [getObjection, getObjections(deps)],
    [decideObjectionOperation, decideObjections(deps)],
    [extendObjectionOperation, extendObjections(deps)],
    [decideReviewOperation, decideReviews(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
