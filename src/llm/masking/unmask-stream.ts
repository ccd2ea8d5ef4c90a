import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { Mask } from './mask.ts';

/** No placeholder is longer. */
const LONGEST = 24;

/**
 * Puts masked data back into a stream, also where a placeholder is split over parts: the end of a text that may be
 * the start of one is held back until the next part.
 */
export function unmaskParts(mask: Mask): (part: LanguageModelV4StreamPart) => LanguageModelV4StreamPart[] {
  const held = new Map<string, string>();
  return (part) => {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta' || part.type === 'tool-input-delta') {
      const whole = (held.get(part.id) ?? '') + part.delta;
      const keep = heldBack(whole);
      held.set(part.id, whole.slice(whole.length - keep));
      const delta = mask.unmask(whole.slice(0, whole.length - keep));
      return delta === '' ? [] : [{ ...part, delta }];
    }
    if (part.type === 'text-end' || part.type === 'reasoning-end' || part.type === 'tool-input-end') {
      const rest = held.get(part.id) ?? '';
      held.delete(part.id);
      const type = `${part.type.slice(0, -'-end'.length)}-delta` as 'text-delta';
      return rest === '' ? [part] : [{ type, id: part.id, delta: mask.unmask(rest) }, part];
    }
    if (part.type === 'tool-call') return [{ ...part, input: mask.unmask(part.input) }];
    return [part];
  };
}

/** How many characters at the end may be the start of a placeholder. */
function heldBack(text: string): number {
  const from = Math.max(0, text.length - LONGEST);
  const open = text.indexOf('[', from);
  if (open === -1) return 0;
  for (let at = open; at !== -1; at = text.indexOf('[', at + 1)) {
    if (/^\[(\[([A-Z]{0,5}(_\d*\]?)?)?)?$/.test(text.slice(at))) return text.length - at;
  }
  return 0;
}
