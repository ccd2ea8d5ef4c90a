import type { Prompt } from '#llm/model';

/** What every path asks: twelve tokens, with a figure that the mask must look at. */
export const QUESTION = 'One short line about 30 hours of music on one charge.';

/** What the provider answers, always. */
export const ANSWER = 'One charge, one long evening, and nothing but music.';

export const PROMPT: Prompt = [{ role: 'user', content: [{ type: 'text', text: QUESTION }] }];

/** The name of the one model of the provider. */
export const MODEL = 'bench';
