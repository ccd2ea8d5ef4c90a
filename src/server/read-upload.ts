import type { FastifyRequest } from 'fastify';
import { type AppError, messageOf } from '#kernel/errors';

/** The errors of an upload in the words of the noun it is for. */
export interface UploadErrors {
  readonly empty: () => AppError;
  readonly tooLarge: (cause: unknown) => AppError;
  readonly unreadable: (reason: string, cause: unknown) => AppError;
}

/** The one file of a multipart form, of at most `limit` bytes, with the last part of its name. Throws one of `errors`. */
export async function readUpload(
  request: FastifyRequest,
  { limit, errors }: { limit: number; errors: UploadErrors },
): Promise<{ fileName: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw errors.empty();
  let name: string | undefined;
  let bytes: Buffer;
  try {
    const part = await request.file({ limits: { fileSize: limit } });
    name = part?.filename;
    bytes = (await part?.toBuffer()) ?? Buffer.alloc(0);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE') throw errors.tooLarge(error);
    throw errors.unreadable(messageOf(error), error);
  }
  if (name === undefined) throw errors.empty();
  return { fileName: name.split(/[\\/]/).at(-1) ?? '', bytes };
}
