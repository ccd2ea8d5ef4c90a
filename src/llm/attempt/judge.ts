import type { Fault } from '#llm/faults/fault';
import type { Flag, TextAnswer } from '#llm/model';
import { closeAll, type Gathered } from './gather.ts';

export type Verdict =
  | { readonly ok: true; readonly value: TextAnswer; readonly flags: readonly Flag[] }
  | {
      readonly ok: false;
      readonly fault: Fault;
      readonly partial?: { readonly value: TextAnswer; readonly flags: readonly Flag[] };
    };

/**
 * Whether what came is a whole answer: only if the provider said that it ended, for a reason we accept, and no part
 * was lost. `length` is handed on flagged, never as whole.
 */
export function judge(gathered: Gathered): Verdict {
  closeAll(gathered);
  const { fault, finish, isSuspect } = gathered;
  if (fault !== undefined) return { ok: false, fault };
  if (finish === undefined || finish.unified === 'interrupted')
    return { ok: false, fault: brokenOff(gathered) };
  switch (finish.unified) {
    case 'content-filter':
      return refuse('content_filter', `the provider ended the answer: ${finish.raw ?? 'content filter'}`);
    case 'error':
      return refuse(
        'server',
        `the provider ended the answer with an error${finish.raw === undefined ? '' : `: ${finish.raw}`}`,
      );
    case 'other':
      return finish.raw === undefined && gathered.content.length === 0
        ? refuse('not_wire', 'the provider answered 200 without an answer')
        : refuse('server', `the provider ended the answer for the reason ${finish.raw ?? 'it did not name'}`);
    case 'stop':
    case 'length':
    case 'tool-calls':
      break;
  }
  if (gathered.content.length === 0 && finish.unified === 'stop')
    return refuse('not_wire', 'the answer is empty');
  const flags: Flag[] = [
    ...(finish.unified === 'length' ? ['truncated' as const] : []),
    ...(isSuspect ? ['suspect' as const] : []),
  ];
  const value: TextAnswer = {
    text: gathered.text,
    content: gathered.content,
    finish: finish.unified,
    flags,
    usage: gathered.usage,
  };
  if (!isSuspect) return { ok: true, value, flags };
  const lost: Fault = {
    kind: 'malformed',
    detail: 'a part of the stream could not be read and may have carried text',
  };
  return { ok: false, fault: lost, partial: { value, flags } };
}

function brokenOff(gathered: Gathered): Fault {
  if (gathered.characters === 0 && gathered.content.length === 0) {
    return { kind: 'not_wire', detail: 'the stream ended without an answer' };
  }
  return {
    kind: 'truncated',
    detail: `the stream ended in mid-answer, after ${gathered.characters} characters`,
  };
}

function refuse(kind: Fault['kind'], detail: string): Verdict {
  return { ok: false, fault: { kind, detail } };
}
