import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Endpoint, tellOrigin } from './endpoint.ts';
import { chooseModel } from './models.ts';
import { BODY_LIMIT } from './openai-failure.ts';
import { readBody, type Unsupported } from './read-body.ts';

const MOST_TEXTS = 2_048;
const text = z.string().min(1, 'A text must not be empty.');

const embeddingRequest = z.object({
  model: z.string().min(1).max(200),
  input: z.union(
    [text, z.array(text).min(1).max(MOST_TEXTS)],
    `Send a text or a list of 1 to ${MOST_TEXTS} texts, none of them empty. Lists of tokens are not supported here.`,
  ),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});

const UNSUPPORTED: readonly Unsupported[] = [
  {
    param: 'dimensions',
    isAsked: () => true,
    why: 'vectors have the length that their model gives them. Leave it out.',
  },
];

/** `POST /v1/embeddings`. Vectors come from a model or not at all: hashed words would be taken for meanings. */
export function mountEmbeddings(server: FastifyInstance, endpoint: Endpoint): void {
  server.post('/embeddings', { bodyLimit: BODY_LIMIT, config: { needs: 'key' } }, async (request, reply) => {
    const { actor, workspaceId } = endpoint.callerOf(request);
    const body = readBody(embeddingRequest, request.body, UNSUPPORTED);
    const settings = await endpoint.gateway.settings(workspaceId);
    const { result, origin } = await endpoint.gateway.embed({
      ...chooseModel(settings, body.model, 'embedding'),
      scope: { workspaceId, actor, purpose: 'embeddings' },
      values: [body.input].flat(),
      signal: endpoint.signalOf(reply),
      isLexicalEnough: false,
    });
    tellOrigin(reply, origin);
    const encode = body.encoding_format === 'base64' ? toBase64 : (vector: readonly number[]) => vector;
    const { input } = result.usage;
    return {
      object: 'list',
      data: result.vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: encode(vector),
      })),
      model: body.model,
      ...(input === undefined ? {} : { usage: { prompt_tokens: input, total_tokens: input } }),
    };
  });
}

/** 32-bit floats, little-endian, as OpenAI packs them. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
