import type { PeerRequest } from './peer-request.ts';
import { refuseGoogle } from './google-refusals.ts';
import type { Ending, Said } from './said.ts';
import { breakEvent, type WireForm } from './wire-form.ts';

const FINISH: Readonly<Record<Ending, string>> = {
  whole: 'STOP',
  // Gemini ends a tool call as it ends a text.
  tools: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
  prompt_blocked: 'SAFETY',
  refusal: 'SAFETY',
};

const SAFETY_RATINGS = [{ category: 'HARM_CATEGORY_DANGEROUS_CONTENT', probability: 'HIGH', blocked: true }];

/** generateContent and streamGenerateContent of Gemini. Its streams have no end mark. */
export const googleForm: WireForm = {
  headers: () => ({ 'x-gemini-service-tier': 'standard' }),
  open: () => '',
  stir: (request) => partsEvent(request, [{ text: '' }]),
  beats,
  close(request, said) {
    if (said.ending === 'prompt_blocked') return sse(blockedPrompt(request, said));
    return sse(answerBody(request, said, [{ text: '' }], said.ending));
  },
  endMark: '',
  broken: (request) => breakEvent(partsEvent(request, [{ text: ' torn' }])),
  inBand: sse,
  whole(request, said) {
    if (said.ending === 'prompt_blocked') return blockedPrompt(request, said);
    const text = said.text === '' ? [] : [{ text: said.text }];
    return answerBody(request, said, [...text, ...callParts(said)], said.ending);
  },
  refuse: refuseGoogle,
};

function* beats(request: PeerRequest, said: Said): Generator<string> {
  const parts = [...said.words.map((text) => ({ text })), ...callParts(said)];
  for (const [index, part] of parts.entries()) {
    yield partsEvent(request, [part], countSoFar(said, (index + 1) / parts.length));
  }
}

// Every event counts the tokens so far, so that an answer that is cut still reports some.
function countSoFar(said: Said, share: number): Said {
  if (said.usage === undefined) return said;
  const { output, reasoning = 0 } = said.usage;
  const soFar = reasoning + Math.ceil((output - reasoning) * share);
  return { ...said, usage: { ...said.usage, output: soFar } };
}

function callParts(said: Said): readonly object[] {
  return said.toolCalls.map((call) => ({
    functionCall: { name: call.name, args: call.args },
    thoughtSignature: 'cGVlcg==',
  }));
}

function sse(value: unknown): string {
  return `data: ${JSON.stringify(value)}\r\n\r\n`;
}

function partsEvent(request: PeerRequest, parts: readonly object[], said?: Said): string {
  return sse(answerBody(request, said, parts));
}

/** A body or event with parts; `ending` makes it the last one. */
export function answerBody(
  request: PeerRequest,
  said: Said | undefined,
  parts: readonly object[],
  ending?: Ending,
): object {
  const reason = ending === undefined ? undefined : FINISH[ending];
  const candidate = {
    content: { parts, role: 'model' },
    ...(reason !== undefined && { finishReason: reason }),
    index: 0,
    ...(reason === 'SAFETY' && { safetyRatings: SAFETY_RATINGS }),
  };
  return { candidates: [candidate], ...tail(request, said) };
}

/** The 200 with which Gemini refuses a prompt. */
export function blockedPrompt(request: PeerRequest, said: Said): object {
  return {
    promptFeedback: { blockReason: 'SAFETY', safetyRatings: SAFETY_RATINGS },
    ...tail(request, said),
  };
}

/** Usage, where it is reported, and what else every body ends with. */
export function tail(request: PeerRequest, said: Said | undefined): object {
  const usage = said?.usage;
  const head = { modelVersion: request.model, responseId: `peer-${request.n}` };
  if (usage === undefined) return head;
  const { input, output, cached, reasoning = 0 } = usage;
  return {
    usageMetadata: {
      promptTokenCount: input,
      candidatesTokenCount: output - reasoning,
      totalTokenCount: input + output,
      ...(cached !== undefined && { cachedContentTokenCount: cached }),
      ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
    },
    ...head,
  };
}
