import { answerBody, blockedPrompt, tail } from './google-form.ts';
import type { PeerRequest } from './peer-request.ts';
import { peerVector } from './peer-vector.ts';
import type { AskedPictures, MediaForm } from './wire-form.ts';

/** Sizes that Gemini draws for an aspect ratio. */
const SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '3:4': [864, 1184],
  '4:3': [1184, 864],
  '4:5': [896, 1152],
  '5:4': [1152, 896],
  '9:16': [768, 1344],
  '16:9': [1344, 768],
  '21:9': [1536, 672],
};

/** embedContent, batchEmbedContents, and the pictures that Gemini draws through generateContent. */
export const googleMedia: MediaForm = {
  embed,
  show(request, said, pictures) {
    if (said.ending === 'prompt_blocked') return blockedPrompt(request, said);
    const parts = pictures.map((data) => ({ inlineData: { mimeType: 'image/png', data } }));
    if (said.ending !== 'content_filter') return answerBody(request, said, parts, 'whole');
    const candidates = [{ finishReason: 'IMAGE_SAFETY', index: 0 }];
    return { candidates, ...tail(request, said) };
  },
  askedPictures,
};

interface Content {
  readonly content?: { readonly parts?: readonly { readonly text?: string }[] };
  readonly outputDimensionality?: number;
}

function embed(request: PeerRequest): object {
  const valuesOf = ({ content, outputDimensionality }: Content): { values: number[] } => {
    const text = content?.parts?.map((part) => part.text ?? '').join('') ?? '';
    return { values: peerVector(text, outputDimensionality) };
  };
  const { requests } = request.body as { requests?: readonly Content[] };
  return requests === undefined
    ? { embedding: valuesOf(request.body) }
    : { embeddings: requests.map(valuesOf) };
}

function askedPictures(request: PeerRequest): AskedPictures {
  const config = request.body['generationConfig'] as { imageConfig?: { aspectRatio?: string } } | undefined;
  const [width, height] = SIZES[config?.imageConfig?.aspectRatio ?? '1:1'] ?? [1024, 1024];
  return { width, height, count: 1 };
}
