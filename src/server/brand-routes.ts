import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defineErrors } from '#kernel/errors';
import { addBrandFile, readBrandLogo } from '#modules/brands/index';
import { LARGEST_KIT_FILE, newFileInput } from '#modules/brands/contract';
import { pictureKind } from '#platform/files/picture-kind';
import { API_PREFIX } from '#platform/http/api';
import { checkInput } from './check-input.ts';
import { readUpload, type UploadErrors } from './read-upload.ts';
import type { ApiContext } from './router.ts';

const uploadError = defineErrors({
  'brands.upload_empty': {
    status: 400,
    retryable: false,
    message: 'Send the logo or font as one file part of a multipart form, named `file`.',
  },
  'brands.upload_unreadable': {
    status: 400,
    retryable: false,
    message: 'The multipart form could not be read: {reason}',
  },
  'brands.upload_too_large': { status: 413, retryable: false, message: 'The file is larger than 20 MB.' },
});

const UPLOAD_ERRORS: UploadErrors = {
  empty: () => uploadError('brands.upload_empty'),
  tooLarge: (cause) => uploadError('brands.upload_too_large', {}, cause),
  unreadable: (reason, cause) => uploadError('brands.upload_unreadable', { reason }, cause),
};

/** Files of brand kits: they come as forms and go as pictures, which no operation of the contract does. */
export function mountBrandFiles(
  server: FastifyInstance,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => ApiContext,
): void {
  server.post<{ Params: { id: string } }>(
    `${API_PREFIX}/brands/:id/files`,
    { config: { needs: 'brands.write' } },
    async (request, reply) => {
      const input = checkInput(newFileInput, { ...(request.query as object), id: request.params.id });
      const { bytes } = await readUpload(request, { limit: LARGEST_KIT_FILE, errors: UPLOAD_ERRORS });
      return addBrandFile(contextOf(request, reply), { ...input, bytes });
    },
  );
  server.get<{ Params: { id: string; side: string } }>(
    '/brands/:id/logo/:side',
    { config: { needs: 'brands.read' } },
    async (request, reply) => {
      const { address, read } = await readBrandLogo(contextOf(request, reply), request.params);
      // The address stays when the logo changes, so that it is asked for each time.
      reply.header('etag', `"${address}"`).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === `"${address}"`) return reply.code(304).send();
      const bytes = await read();
      return reply.type(pictureKind(bytes) === 'jpeg' ? 'image/jpeg' : 'image/png').send(bytes);
    },
  );
}
