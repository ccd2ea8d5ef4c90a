import type { Prompt } from './model.ts';

/** Characters a token of Latin text has at least, by and large; other scripts take up to a token a character. */
const LATIN_CHARACTERS = 3.5;
const OTHER_CHARACTERS = 1.2;
/** What a message costs besides its text. */
const PER_MESSAGE = 6;
const PER_FILE = 1_500;

/** Tokens a text takes, estimated high rather than low: budgets and windows are checked with it. */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x24f) other++;
  return Math.ceil((text.length - other) / LATIN_CHARACTERS + other / OTHER_CHARACTERS);
}

/** The same, where only the number of characters is known. */
export function tokensOfCharacters(characters: number): number {
  return Math.ceil(characters / LATIN_CHARACTERS);
}

/** Tokens a prompt takes, estimated as above. */
export function estimatePromptTokens(prompt: Prompt, tools: readonly unknown[] = []): number {
  let tokens = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  for (const message of prompt) {
    tokens += PER_MESSAGE;
    if (typeof message.content === 'string') tokens += estimateTokens(message.content);
    else for (const part of message.content) tokens += tokensOfPart(part);
  }
  return tokens;
}

function tokensOfPart(part: Exclude<Prompt[number]['content'], string>[number]): number {
  if (part.type === 'text' || part.type === 'reasoning') return estimateTokens(part.text);
  if (part.type === 'file') return PER_FILE;
  return estimateTokens(JSON.stringify(part));
}
