import * as z from 'zod';

/** What of a bucket's notifications is run here: to queues, of objects that came, by the beginning of their paths. */
export const BucketNotifications = z.strictObject({
  QueueConfigurations: z.array(
    z.strictObject({
      Event: z.literal('s3:ObjectCreated:*'),
      Queue: z.string(),
      Filter: z
        .strictObject({
          S3Key: z.strictObject({
            Rules: z.array(z.strictObject({ Name: z.literal('prefix'), Value: z.string() })).length(1),
          }),
        })
        .optional(),
    }),
  ),
});
