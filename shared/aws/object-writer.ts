import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** Above the 5 MiB that S3 asks of every part but the last; 10,000 of them are more than any of our files. */
const PART_BYTES = 8 * 1_024 * 1_024;

/** Where an object lies, and of what type it is. */
export interface ObjectPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  readonly mediaType: string;
}

/** Takes an object's bytes piece by piece. */
export interface ObjectSink {
  write(piece: Uint8Array): Promise<void>;
  /** The object is there from here on; before, nothing is. */
  end(): Promise<void>;
}

/**
 * Writes an object of any size, holding one part of it at a time. It is there whole or not at all; what an interrupted upload left behind is
 * removed by the bucket's own rule. Needs PutObject.
 */
export const objectSink = ({ client, bucket: Bucket, key: Key, mediaType: ContentType }: ObjectPlace): ObjectSink => {
  const object = { Bucket, Key };
  const served = { ContentType, CacheControl: 'no-store' };
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  let UploadId: string | undefined;
  let held: Uint8Array[] = [];
  let bytes = 0;

  const sendPart = async (): Promise<void> => {
    UploadId ??= (await client.send(new CreateMultipartUploadCommand({ ...object, ...served }))).UploadId;
    const PartNumber = Parts.length + 1;
    const Body = Buffer.concat(held);
    held = [];
    bytes = 0;
    const { ETag } = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  };

  return {
    write: async (piece) => {
      held.push(piece);
      bytes += piece.length;
      if (bytes >= PART_BYTES) await sendPart();
    },

    end: async () => {
      if (UploadId === undefined) {
        await client.send(new PutObjectCommand({ ...object, ...served, Body: Buffer.concat(held) }));
        return;
      }
      if (bytes > 0) await sendPart();
      await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
    },
  };
};

/** Writes an object from pieces as they come. */
export const writeObject = async (place: ObjectPlace, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
  const sink = objectSink(place);
  for await (const piece of pieces) await sink.write(piece);
  await sink.end();
};
