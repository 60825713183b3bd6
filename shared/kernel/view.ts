import * as z from 'zod';

/** A Beijing calendar date in an answer. */
export const dateView = z.string().meta({ format: 'date' });

/** A moment in an answer, UTC. */
export const instantView = z.string().meta({ format: 'date-time' });

/** A name in Chinese and English in an answer. */
export const labelView = z.object({ zh: z.string(), en: z.string() });
