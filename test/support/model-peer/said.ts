import {
  ANSWER,
  INPUT_TOKENS,
  type AnswerPlan,
  type PlannedToolCall,
  type PlannedUsage,
} from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';

/** How an answer ends: `tools` hands over to tools, the rest as in the plan. */
export type Ending = 'whole' | 'tools' | NonNullable<AnswerPlan['finish']>;

/** What an answer says, before a wire gives it its form. */
export interface Said {
  readonly text: string;
  /** The text in pieces that make it whole again. */
  readonly words: readonly string[];
  readonly toolCalls: readonly PlannedToolCall[];
  readonly ending: Ending;
  /** Undefined if the answer reports none. */
  readonly usage: PlannedUsage | undefined;
}

const HUGE_PIECE = 'huge '.repeat(12_800);
const REFUSING = "I'm sorry, but I can't help with that.";
// A long word is cut, as tokens are, so that JSON without spaces comes in pieces too.
const WORDS = /\s*\S{1,16}(?:\s+$)?/gu;

/** Resolves a plan for a call into text, tool calls, ending and usage. */
export function sayPlan(plan: AnswerPlan, request: PeerRequest): Said {
  const toolCalls = [...(plan.toolCalls ?? [])];
  const answersByTool = plan.json !== undefined && plan.isFenced !== true && wantsJsonTool(request);
  if (answersByTool) toolCalls.push({ name: 'json', args: plan.json as Record<string, unknown> });
  const words = answersByTool || plan.finish === 'prompt_blocked' ? [] : wordsOf(plan);
  return {
    text: words.join(''),
    words,
    toolCalls,
    ending: plan.finish ?? (toolCalls.length > 0 ? 'tools' : 'whole'),
    usage: usageOf(plan, words.length + toolCalls.length),
  };
}

function wordsOf(plan: AnswerPlan): readonly string[] {
  if (plan.fault?.kind === 'huge') {
    const pieces = Math.ceil((plan.fault.megabytes * 1_048_576) / HUGE_PIECE.length);
    return Array.from({ length: pieces }, () => HUGE_PIECE);
  }
  const text = fence(plan, textOf(plan));
  return text.match(WORDS) ?? (text === '' ? [] : [text]);
}

function textOf(plan: AnswerPlan): string {
  if (plan.json !== undefined) return JSON.stringify(plan.json);
  if (plan.text !== undefined) return plan.text;
  if (plan.finish === 'refusal') return REFUSING;
  return plan.toolCalls === undefined ? ANSWER : '';
}

function fence(plan: AnswerPlan, text: string): string {
  if (plan.isFenced !== true) return text;
  return `\`\`\`${plan.json === undefined ? '' : 'json'}\n${text}\n\`\`\``;
}

function usageOf(plan: AnswerPlan, pieces: number): PlannedUsage | undefined {
  if (plan.usage === 'none') return undefined;
  return plan.usage ?? { input: INPUT_TOKENS, output: pieces };
}

// Where a model has no native schema, its adapter forces a tool named json, and a true model calls it.
function wantsJsonTool(request: PeerRequest): boolean {
  const { tools, tool_choice: choice } = request.body as {
    tools?: readonly { name?: string }[];
    tool_choice?: { type?: string };
  };
  if (request.wire !== 'anthropic' || tools === undefined) return false;
  const isForced = choice?.type === 'any' || choice?.type === 'tool';
  return isForced && tools.some((tool) => tool.name === 'json');
}
