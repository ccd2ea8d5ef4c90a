import type { PlannedUsage } from './answer-plan.ts';
import { CREATED } from './openai-form.ts';
import type { PeerRequest } from './peer-request.ts';
import { peerVector } from './peer-vector.ts';
import type { AskedPictures, MediaForm } from './wire-form.ts';

/** Embeddings and images of OpenAI, and of servers compatible with it. */
export const openaiMedia: MediaForm = {
  embed(request) {
    const texts = [request.body['input']].flat() as string[];
    const dimensions = request.body['dimensions'] as number | undefined;
    const tokens = texts.join(' ').split(/\s+/).length;
    return {
      object: 'list',
      data: texts.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: peerVector(text, dimensions),
      })),
      model: request.model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  },
  show: (_request, said, pictures) => ({
    created: CREATED,
    data: pictures.map((picture) => ({ b64_json: picture })),
    output_format: 'png',
    ...(said.usage !== undefined && { usage: pictureUsage(said.usage) }),
  }),
  askedPictures,
};

function pictureUsage({ input, output }: PlannedUsage): object {
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}

function askedPictures(request: PeerRequest): AskedPictures {
  const { size, n } = request.body as { size?: string; n?: number };
  const [width, height] = /^\d+x\d+$/.test(size ?? '') ? (size ?? '').split('x').map(Number) : [];
  return { width: width ?? 1024, height: height ?? 1024, count: n ?? 1 };
}
