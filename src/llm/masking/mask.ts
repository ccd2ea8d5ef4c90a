import type { LanguageModelV4Content } from '@ai-sdk/provider';
import type { Prompt } from '#llm/model';
import { findPersonalData } from '#kernel/find-personal-data';

/** Replaces personal data by placeholders such as `[[EMAIL_1]]` before a prompt leaves, and puts it back afterwards. */
export interface Mask {
  text(text: string): string;
  prompt(prompt: Prompt): Prompt;
  /** Puts what was masked back into a whole text. */
  unmask(text: string): string;
  unmaskContent(content: readonly LanguageModelV4Content[]): LanguageModelV4Content[];
  /** How many different data were masked. */
  count(): number;
}

export const PLACEHOLDER = /\[\[(?:EMAIL|PHONE|IBAN|CARD|IP)_\d+\]\]/g;

/** A mask of one request: equal data get equal placeholders. Switched off, it changes nothing. */
export function createMask(isOn: boolean): Mask {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();

  function placeholderFor(kind: string, original: string): string {
    const known = placeholders.get(original);
    if (known !== undefined) return known;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const made = `[[${kind}_${number}]]`;
    placeholders.set(original, made);
    originals.set(made, original);
    return made;
  }

  function text(whole: string): string {
    if (!isOn) return whole;
    let masked = '';
    let at = 0;
    for (const { kind, start, end } of findPersonalData(whole)) {
      masked += whole.slice(at, start) + placeholderFor(kind, whole.slice(start, end));
      at = end;
    }
    return at === 0 ? whole : masked + whole.slice(at);
  }

  const unmask = (whole: string): string =>
    originals.size === 0 ? whole : whole.replaceAll(PLACEHOLDER, (found) => originals.get(found) ?? found);

  return {
    text,
    prompt: (prompt) => (isOn ? (mapTexts(prompt, text) as Prompt) : prompt),
    unmask,
    unmaskContent: (content) =>
      originals.size === 0 ? [...content] : (mapTexts(content, unmask) as LanguageModelV4Content[]),
    count: () => originals.size,
  };
}

/** Texts of messages, of tool inputs and of tool results; names, ids, media types and bytes stay as they are. */
const TEXT_KEYS = new Set(['text', 'content', 'input', 'output', 'value', 'result', 'delta']);

/** Fields of a message that name something for programs; one that looked like a number of a card would lead nowhere. */
const NAME_KEYS = new Set(['type', 'toolCallId', 'toolName']);

/** What has nothing to change is handed back as it is, not copied: most prompts hold no personal data. */
function mapTexts(value: unknown, change: (text: string) => string, isText = false): unknown {
  if (typeof value === 'string') return isText ? change(value) : value;
  if (Array.isArray(value)) return mapItems(value, change, isText);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof URL)
    return value;
  return mapFields(value as Record<string, unknown>, change, isText);
}

function mapItems(items: readonly unknown[], change: (text: string) => string, isText: boolean): unknown {
  let copy: unknown[] | undefined;
  for (const [at, item] of items.entries()) {
    const mapped = mapTexts(item, change, isText);
    if (mapped !== item) (copy ??= [...items])[at] = mapped;
  }
  return copy ?? items;
}

function mapFields(
  fields: Readonly<Record<string, unknown>>,
  change: (text: string) => string,
  isText: boolean,
): unknown {
  const isFile = 'mediaType' in fields;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(fields)) {
    const isInside = !isFile && (TEXT_KEYS.has(key) || (isText && !NAME_KEYS.has(key)));
    const mapped = mapTexts(fields[key], change, isInside);
    if (mapped !== fields[key]) (copy ??= { ...fields })[key] = mapped;
  }
  return copy ?? fields;
}
