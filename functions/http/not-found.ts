import { notFound } from './handlers/not-found.ts';

export const handler = notFound;
