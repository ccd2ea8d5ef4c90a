import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defineErrors } from '#kernel/errors';
import { LARGEST_SOURCE_FILE, newFileSource } from '#modules/sources/contract';
import { addFileSource } from '#modules/sources/index';
import { API_PREFIX } from '#platform/http/api';
import { checkInput } from './check-input.ts';
import { readUpload, type UploadErrors } from './read-upload.ts';
import type { ApiContext } from './router.ts';

const uploadError = defineErrors({
  'sources.upload_empty': {
    status: 400,
    retryable: false,
    message: 'Send the text file as one file part of a multipart form, named `file`.',
  },
  'sources.upload_unreadable': {
    status: 400,
    retryable: false,
    message: 'The multipart form could not be read: {reason}',
  },
  'sources.upload_too_large': { status: 413, retryable: false, message: 'The file is larger than 256 KB.' },
});

const UPLOAD_ERRORS: UploadErrors = {
  empty: () => uploadError('sources.upload_empty'),
  tooLarge: (cause) => uploadError('sources.upload_too_large', {}, cause),
  unreadable: (reason, cause) => uploadError('sources.upload_unreadable', { reason }, cause),
};

/** Text files about competitors come as forms, which no operation of the contract does. */
export function mountSourceFiles(
  server: FastifyInstance,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => ApiContext,
): void {
  server.post<{ Params: { id: string } }>(
    `${API_PREFIX}/brands/:id/sources/files`,
    { config: { needs: 'brands.write' } },
    async (request, reply) => {
      const input = checkInput(newFileSource, { ...(request.query as object), brandId: request.params.id });
      const file = await readUpload(request, { limit: LARGEST_SOURCE_FILE, errors: UPLOAD_ERRORS });
      return addFileSource(contextOf(request, reply), { ...input, ...file });
    },
  );
}
