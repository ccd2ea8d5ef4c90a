/** Kinds of personal data that are recognised by their form. Names and addresses are not. */
export type PersonalKind = 'EMAIL' | 'PHONE' | 'IBAN' | 'CARD' | 'IP';

export interface PersonalDatum {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

const EMAIL_HOST = /@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const EMAIL_NAME = /[\p{L}\p{N}._%+-]{1,64}$/u;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;
const IP = /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g;
/** International with a plus, or national from 0 with separators: dates, prices and counts are none. */
const PHONE =
  /(?<![\p{L}\p{N}])(?:\+\d{1,3}[ .\-/]?(?:\(\d{1,5}\)[ .\-/]?)?\d(?:[ .\-/]?\d){6,12}|\(?0\d{1,5}\)?[ .\-/]\d(?:[ .\-/]?\d){4,10})(?![\p{L}\p{N}])/gu;

/** Personal data in a text, in order and without overlaps. Checksums decide for cards (Luhn) and IBANs (ISO 7064, mod 97). */
export function findPersonalData(text: string): PersonalDatum[] {
  // No kind is without one of these: a text without them needs not be searched five times.
  if (!/[@0-9]/.test(text)) return [];
  const found: PersonalDatum[] = [
    ...emails(text),
    ...matches(text, IBAN, 'IBAN', isIban),
    ...matches(text, CARD, 'CARD', isCard),
    ...matches(text, IP, 'IP'),
    ...matches(text, PHONE, 'PHONE', (phone) => !/^\d{4}-\d{2}-\d{2}/.test(phone)),
  ];
  const kept: PersonalDatum[] = [];
  for (const datum of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (datum.start >= (kept.at(-1)?.end ?? 0)) kept.push(datum);
  }
  return kept;
}

/**
 * Host first, then the name before it: a search that begins with the name looks at every letter of a text up to 64
 * times, which takes milliseconds where a script has no spaces.
 */
function emails(text: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  let last = 0;
  for (const { start, end } of matches(text, EMAIL_HOST, 'EMAIL')) {
    const name = EMAIL_NAME.exec(text.slice(Math.max(last, start - 128), start));
    if (name === null) continue;
    found.push({ kind: 'EMAIL', start: start - name[0].length, end });
    last = end;
  }
  return found;
}

function matches(
  text: string,
  pattern: RegExp,
  kind: PersonalKind,
  isReal: (found: string) => boolean = () => true,
): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { 0: whole, index: start } = match;
    if (isReal(whole)) found.push({ kind, start, end: start + whole.length });
  }
  return found;
}

function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  let sum = 0;
  for (const [place, digit] of [...digits].toReversed().entries()) {
    const doubled = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits);
}

function isIban(text: string): boolean {
  const bare = text.replaceAll(' ', '');
  if (bare.length < 15 || bare.length > 34) return false;
  let rest = 0;
  for (const character of bare.slice(4) + bare.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
