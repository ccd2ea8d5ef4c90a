import type { Prompt } from '#llm/model';
import type { ChatMessage } from './chat-request.ts';
import { pictureOf } from './data-picture.ts';
import { invalid, isDeeperThan } from './read-body.ts';

type Message = Prompt[number];
type PartsOf<Role extends Message['role']> = Extract<Message, { role: Role }>['content'];

/**
 * The messages of a request as a prompt. System messages come first, wherever they stood: not every model takes them
 * in between. Throws `openai.request_invalid`.
 */
export function promptOf(messages: readonly ChatMessage[]): Prompt {
  const system: Prompt = [];
  const turns: Prompt = [];
  const toolNames = new Map<string, string>();
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`;
    switch (message.role) {
      case 'system':
      case 'developer':
        system.push({ role: 'system', content: textOf(message.content) });
        break;
      case 'user':
        turns.push({ role: 'user', content: userParts(message.content, at) });
        break;
      case 'assistant':
        for (const call of message.tool_calls ?? []) toolNames.set(call.id, call.function.name);
        turns.push({ role: 'assistant', content: assistantParts(message, at) });
        break;
      case 'tool': {
        const toolName = toolNames.get(message.tool_call_id);
        if (toolName === undefined)
          throw invalid(`${at}: no tool call before it has the id of its tool_call_id`, at);
        addToolResult(turns, {
          type: 'tool-result',
          toolCallId: message.tool_call_id,
          toolName,
          output: { type: 'text', value: textOf(message.content) },
        });
        break;
      }
    }
  }
  return [...system, ...turns];
}

/** Results of tools that were called together belong into one message: some models insist on it. */
function addToolResult(turns: Prompt, result: PartsOf<'tool'>[number]): void {
  const last = turns.at(-1);
  if (last?.role === 'tool') last.content.push(result);
  else turns.push({ role: 'tool', content: [result] });
}

function textOf(content: string | readonly { text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('\n');
}

function userParts(content: Extract<ChatMessage, { role: 'user' }>['content'], at: string): PartsOf<'user'> {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part, index) =>
    part.type === 'text' ? part : pictureOf(part.image_url.url, `${at}.content[${index}].image_url.url`),
  );
}

function assistantParts(
  { content, tool_calls: calls }: Extract<ChatMessage, { role: 'assistant' }>,
  at: string,
): PartsOf<'assistant'> {
  const said = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : (content ?? []);
  return [
    ...said
      .map((part) => (part.type === 'text' ? part.text : part.refusal))
      .filter((text) => text !== '')
      .map((text) => ({ type: 'text' as const, text })),
    ...(calls ?? []).map((call, index) => ({
      type: 'tool-call' as const,
      toolCallId: call.id,
      toolName: call.function.name,
      input: argumentsOf(call.function.arguments, `${at}.tool_calls[${index}].function.arguments`),
    })),
  ];
}

const MOST_ARGUMENT_LEVELS = 100;

function argumentsOf(text: string, at: string): unknown {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${at}: it is no JSON`, at);
  }
  if (isDeeperThan(value, MOST_ARGUMENT_LEVELS))
    throw invalid(`${at}: it has more than ${MOST_ARGUMENT_LEVELS} levels`, at);
  return value;
}
