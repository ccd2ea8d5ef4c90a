/** A model provider that answers at once: chat completions on loopback, in a process of its own. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER } from './gateway-prompt.ts';

const HEAD = { id: 'chatcmpl-bench', created: 1_790_000_000, model: 'bench' };
const USAGE = { prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 };

const whole = Buffer.from(
  JSON.stringify({
    ...HEAD,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
    usage: USAGE,
  }),
);

function chunk(choices: readonly object[], usage: object | null = null): string {
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices, usage })}\n\n`;
}

const words = ANSWER.match(/\S+\s*/g) ?? [];
const stream = Buffer.from(
  [
    chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
    ...words.map((word) => chunk([{ index: 0, delta: { content: word }, finish_reason: null }])),
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
    chunk([], USAGE),
    'data: [DONE]\n\n',
  ].join(''),
);

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const isStream = Buffer.concat(parts).includes('"stream":true');
    const body = isStream ? stream : whole;
    const type = isStream ? 'text/event-stream; charset=utf-8' : 'application/json';
    response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
  });
});
// A path that waits for its turn finds its connections open.
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
process.on('disconnect', () => process.exit(0));
