import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';

/** What a scanner is told: where the bytes lie, what they are said to be, and their digest. Never whose they are. */
export interface ScanRequest {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly sha256: string;
}

const ScanAnswer = z.object({ verdict: z.enum(['clean', 'infected']) });

/** A scanner of malware: its verdict on a file. Throws if it gives none, and then the file is neither clean nor refused. */
export type FileScanner = (request: ScanRequest) => Promise<'clean' | 'infected'>;

/** The function that was named at deployment (context `fileScanner`). It reads the bucket by a right of its own. */
export const lambdaScanner =
  (deps: { readonly client: LambdaClient; readonly functionArn: string }): FileScanner =>
  async (request) => {
    const { Payload, FunctionError } = await deps.client.send(
      new InvokeCommand({ FunctionName: deps.functionArn, Payload: JSON.stringify(request) }),
    );
    if (FunctionError !== undefined) throw new Error(`the scanner failed: ${FunctionError}`);
    return ScanAnswer.parse(JSON.parse(Payload?.transformToString() ?? '')).verdict;
  };
