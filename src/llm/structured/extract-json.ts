/**
 * The JSON in an answer: as it stands, inside a fence, or the first object or array among words. Undefined when
 * there is none that parses.
 */
export function extractJson(text: string): unknown {
  const trimmed = text.trim().replace(/^\uFEFF/, '');
  const fenced = /```(?:json|JSON)?\s*\n?([\s\S]*?)```/.exec(trimmed)?.[1];
  for (const candidate of [trimmed, fenced, ...spans(trimmed)]) {
    if (candidate === undefined) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // The next candidate may be whole.
    }
  }
  return undefined;
}

/** From the first opening brace or bracket to its own closing one, strings left out of the count. */
function spans(text: string): string[] {
  return ['{', '['].flatMap((bracket) => {
    const start = text.indexOf(bracket);
    const end = start === -1 ? -1 : closing(text, start);
    return end === -1 ? [] : [text.slice(start, end + 1)];
  });
}

function closing(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isString) {
      if (character === '\\') at++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at;
  }
  return -1;
}
