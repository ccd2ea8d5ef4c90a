import type { Prompt } from '#llm/model';
import { pictureKind } from '#platform/files/picture-kind';
import { openaiError } from './openai-failure.ts';
import { invalid } from './read-body.ts';

type UserPart = Extract<Prompt[number], { role: 'user' }>['content'][number];

/**
 * The picture of a `data:` URL as a part of a prompt; what it is, its bytes say. Addresses are not fetched: this
 * server would reach what the caller cannot. Throws `openai.unsupported` or `openai.request_invalid`.
 */
export function pictureOf(url: string, at: string): UserPart {
  if (!url.startsWith('data:'))
    throw openaiError('openai.unsupported', {
      param: at,
      why: 'addresses are not fetched. Send the picture itself as a data: URL.',
    });
  const comma = url.indexOf(',');
  if (!url.slice(0, comma).endsWith(';base64')) throw invalid(`${at}: send it in base64`, at);
  const bytes = Buffer.from(url.slice(comma + 1), 'base64');
  const kind = pictureKind(bytes);
  if (kind === undefined) throw invalid(`${at}: it is no picture in PNG, JPEG or WebP`, at);
  return {
    type: 'file',
    mediaType: `image/${kind}`,
    data: { type: 'data', data: bytes.toString('base64') },
  };
}
