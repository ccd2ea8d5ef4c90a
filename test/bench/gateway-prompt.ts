import type { Prompt } from '#llm/model';

/** What every path asks: twelve tokens. */
export const QUESTION = 'Write one short line about a quiet evening with good headphones.';

/** What the provider answers, always. */
export const ANSWER = 'One charge, one long evening, and nothing but music.';

export const PROMPT: Prompt = [{ role: 'user', content: [{ type: 'text', text: QUESTION }] }];

/** The name of the one model of the provider. */
export const MODEL = 'bench';
